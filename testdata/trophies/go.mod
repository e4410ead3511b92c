module github.com/cgolint/cgolint/testdata/trophies

go 1.26.0

require (
	github.com/DataDog/zstd v1.5.7
	github.com/aarzilli/golua v0.0.0-20250217091409-248753f411c4
	github.com/buke/quickjs-go v0.5.0
	github.com/chai2010/webp v1.4.0
	github.com/go-enry/go-oniguruma v1.2.1
	github.com/google/gopacket v1.1.19
	github.com/herumi/bls-eth-go-binary v1.37.0
	github.com/jamesruan/sodium v1.0.14
	github.com/jmhodges/levigo v1.0.0
	github.com/mutecomm/go-sqlcipher/v4 v4.4.2
	github.com/pebbe/zmq4 v1.4.0
	github.com/rakyll/magicmime v0.1.0
	github.com/sjwhitworth/golearn v0.0.0-20221228163002-74ae077eafb2
	github.com/strukturag/libheif v1.15.1
	github.com/supranational/blst v0.3.17
	github.com/tebeka/snowball v0.4.2
	github.com/tree-sitter/go-tree-sitter v0.25.0
	github.com/tree-sitter/tree-sitter-json v0.24.8
	github.com/uber/h3-go/v4 v4.1.0
	github.com/yanyiwu/gojieba v1.4.6
)

require (
	github.com/gonum/blas v0.0.0-20181208220705-f22b278b28ac // indirect
	github.com/google/go-cmp v0.4.0 // indirect
	github.com/guptarohit/asciigraph v0.5.1 // indirect
	github.com/mattn/go-pointer v0.0.1 // indirect
	github.com/mattn/go-runewidth v0.0.7 // indirect
	github.com/olekukonko/tablewriter v0.0.4 // indirect
	github.com/rocketlaunchr/dataframe-go v0.0.0-20201007021539-67b046771f0b // indirect
	golang.org/x/exp v0.0.0-20200331195152-e8c3332aa8e5 // indirect
	golang.org/x/sync v0.0.0-20200317015054-43a5402ce75a // indirect
	golang.org/x/sys v0.8.0 // indirect
	gonum.org/v1/gonum v0.8.1 // indirect
)
