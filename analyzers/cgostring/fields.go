package cgostring

// unterminatedFields are the char arrays of C structs that are documented to
// end in a NUL only where there is room for one, by the name that cgo gives
// the struct.
//
// utmp(5): string fields are terminated by a null byte if they are shorter
// than the size of the field. unix(7), BUGS: sun_path may lack it. PKCS #11
// 2.40, 3.1 and 3.2: padded with blanks, and must not be null-terminated. NVM
// Express 2.0, 5.17.2.1 (Identify Controller): ASCII, padded with spaces, as
// ATA8-ACS 3.4.9 has it. POSIX pax, ustar: name is terminated only when there
// is room; ar.h: padded with spaces. ext4: s_volume_name is 16 bytes. acct(5):
// ac_comm; proc's psinfo: elf(5), NT_PRPSINFO.
var unterminatedFields = map[string]map[string]bool{
	"struct_utmp":        {"ut_user": true, "ut_name": true, "ut_line": true, "ut_host": true, "ut_id": true},
	"struct_utmpx":       {"ut_user": true, "ut_name": true, "ut_line": true, "ut_host": true, "ut_id": true},
	"struct_lastlog":     {"ll_line": true, "ll_host": true},
	"struct_sockaddr_un": {"sun_path": true},

	"CK_INFO":              {"manufacturerID": true, "libraryDescription": true},
	"struct_CK_INFO":       {"manufacturerID": true, "libraryDescription": true},
	"ck_info_t":            {"manufacturerID": true, "libraryDescription": true},
	"struct_ck_info":       {"manufacturer_id": true, "library_description": true},
	"CK_SLOT_INFO":         {"slotDescription": true, "manufacturerID": true},
	"struct_CK_SLOT_INFO":  {"slotDescription": true, "manufacturerID": true},
	"CK_TOKEN_INFO":        {"label": true, "manufacturerID": true, "model": true, "serialNumber": true, "utcTime": true},
	"struct_CK_TOKEN_INFO": {"label": true, "manufacturerID": true, "model": true, "serialNumber": true, "utcTime": true},

	"struct_nvme_id_ctrl": {"sn": true, "mn": true, "fr": true},
	"struct_hd_driveid":   {"serial_no": true, "fw_rev": true, "model": true},

	"struct_ar_hdr":           {"ar_name": true, "ar_date": true, "ar_size": true},
	"struct_ext2_super_block": {"s_volume_name": true, "s_last_mounted": true},
	"struct_ext4_super_block": {"s_volume_name": true, "s_last_mounted": true},
	"struct_acct":             {"ac_comm": true},
	"struct_acct_v3":          {"ac_comm": true},
}
