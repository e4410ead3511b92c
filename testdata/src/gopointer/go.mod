module github.com/mattn/go-pointer

go 1.26
