package history

import (
	"fmt"
	"path"
	"strings"
)

// place is where a file of an entry lies.
func (e Entry) place() string {
	if e.Of != "" {
		return path.Join(saidFolder, e.Of[:16]+"-"+e.ID+rowExt)
	}
	at := strings.NewReplacer("-", "", ":", "").Replace(e.AsOf)
	return path.Join(runsFolder, slug(e.Service), slug(e.Line), at+"-"+e.ID+rowExt)
}

// slug is a name as a folder: letters, digits, points and dashes as they are, all
// else in hexadecimal. Folders tell services apart where the file system does;
// what the row says decides.
func slug(name string) string {
	var out strings.Builder
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '.' && i > 0:
			out.WriteByte(c)
		default:
			fmt.Fprintf(&out, "_%02x", c)
		}
	}
	const longest = 120
	if out.Len() > longest {
		return out.String()[:longest-17] + "_" + digest([]byte(name))[:16]
	}
	return out.String()
}

// instantOf is the instant at the start of the name of a file, as a row has it.
func instantOf(file string) string {
	const digits, clock = len("20261130"), len("20261130T235959Z")
	if len(file) < clock {
		return ""
	}
	return file[:4] + "-" + file[4:6] + "-" + file[6:digits+1] + file[digits+1:digits+3] + ":" + file[digits+3:digits+5] + ":" + file[digits+5:clock]
}

// rowID is the id at the end of the name of a file.
func rowID(file string) (string, bool) {
	name, ok := strings.CutSuffix(file, rowExt)
	id := name[strings.LastIndexByte(name, '-')+1:]
	return id, ok && IsID(id)
}

// IsFile says that a path in the folder of a dir store is one that it writes.
func IsFile(name string) bool {
	folder, file, _ := strings.Cut(name, "/")
	switch folder {
	case runsFolder, saidFolder:
		_, ok := rowID(path.Base(file))
		return ok
	case packsFolder:
		month, sum, ok := strings.Cut(strings.TrimSuffix(file, packExt), "-")
		return ok && len(month) == 4 && strings.HasSuffix(file, packExt) && isHex(strings.ReplaceAll(sum, "-", ""))
	}
	return false
}
