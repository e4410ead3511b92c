package plain

func init() { inWindows = 1 }
