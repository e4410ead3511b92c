package plain_test

func f(inExternal int) {}
