// A captured packet may have no bytes: BPF.Matches takes the address of its
// first.
package main

import (
	"fmt"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcap"
)

func main() {
	filter, err := pcap.NewBPF(layers.LinkTypeEthernet, 65536, "ip")
	if err != nil {
		fmt.Println(err)
		return
	}
	filter.Matches(gopacket.CaptureInfo{}, nil)
}
