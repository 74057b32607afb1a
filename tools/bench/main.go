// Command bench prints how much processor time and memory signoff takes on large
// inputs, next to a pass that only reads and hashes them and next to the peers that
// are installed. It makes its inputs from a seed in a folder of its own, runs
// everything in turns and keeps the smallest of each; see docs/performance.md.
package main

import (
	"cmp"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"signoff/internal/inflate"
)

// hashing is how this program is called by itself for the pass that only reads.
const hashing = "hash-one-file"

func main() {
	if len(os.Args) == 3 && os.Args[1] == hashing {
		check(hash(os.Args[2]))
		return
	}
	binary := flag.String("signoff", "bin/signoff", "the `program` to measure")
	seed := flag.Uint64("seed", 1, "of the inputs")
	size := flag.Int("size", 100<<20, "`bytes` of each input")
	rounds := flag.Int("rounds", 5, "how often each is run")
	whole := flag.Bool("jobs", true, "whole runs of projects too")
	flag.Parse()
	path, err := filepath.Abs(*binary)
	check(err)
	dir, err := os.MkdirTemp("", "signoff-bench")
	check(err)
	defer os.RemoveAll(dir)
	b := bench{signoff: path, dir: dir, rounds: *rounds}
	fmt.Println("| input | MB | hash | signoff | × hash | MiB | peer | signoff ÷ peer |")
	fmt.Println("| --- | --- | --- | --- | --- | --- | --- | --- |")
	for _, input := range inflate.Inputs {
		b.input(input, *seed, *size)
	}
	if !*whole {
		return
	}
	fmt.Println("\n| job | CPU | MiB |\n| --- | --- | --- |")
	for _, j := range jobs {
		b.job(j, *seed)
	}
}

// bench is one run of the program.
type bench struct {
	signoff, dir string
	rounds       int
}

// cost is what a process took: the smallest of several runs.
type cost struct {
	cpu  time.Duration
	peak int64 // bytes
}

// input measures one large file and its peers.
func (b bench) input(input inflate.Input, seed uint64, size int) {
	file := filepath.Join(b.dir, input.Name)
	out, err := os.Create(file)
	check(err)
	_, err = input.Write(out, seed, size)
	check(cmp.Or(err, out.Close()))
	defer os.Remove(file)
	self, err := os.Executable()
	check(err)
	commands := [][]string{{self, hashing, file}, {b.signoff, "inspect", file}}
	var names []string
	for _, p := range peers[input.Format] {
		if _, err := exec.LookPath(p[0]); err == nil {
			names = append(names, p[0])
			commands = append(commands, p)
		}
	}
	costs := b.measure(commands, file)
	info, err := os.Stat(file)
	check(err)
	hash, ours := costs[0], costs[1]
	fmt.Printf("| %s | %d | %.2f s | %.2f s | %.1f | %d |", input.Name, info.Size()/1_000_000, hash.cpu.Seconds(), ours.cpu.Seconds(),
		ours.cpu.Seconds()/hash.cpu.Seconds(), ours.peak>>20)
	if len(names) == 0 {
		fmt.Print(" none installed | – |")
	}
	for i, name := range names {
		peer := costs[i+2]
		fmt.Printf(" %s %.2f s, %d MiB | %.2f |", name, peer.cpu.Seconds(), peer.peak>>20, ours.cpu.Seconds()/peer.cpu.Seconds())
	}
	fmt.Println()
}

// measure runs commands in turns and keeps the smallest of each. The file is
// standard input for those that name none.
func (b bench) measure(commands [][]string, file string) []cost {
	costs := make([]cost, len(commands))
	for range b.rounds {
		for i, c := range commands {
			got := run(c, file)
			if costs[i].cpu == 0 || got.cpu < costs[i].cpu {
				costs[i].cpu = got.cpu
			}
			if costs[i].peak == 0 || got.peak < costs[i].peak {
				costs[i].peak = got.peak
			}
		}
	}
	return costs
}

// run gives what one process took. What it says of its input is not our
// question: a peer may well end with an error,
// and signoff not approve; that it was misused or broke is one.
func run(command []string, file string) cost {
	args := make([]string, len(command))
	named := false
	for i, arg := range command {
		args[i] = strings.ReplaceAll(arg, "FILE", file)
		named = named || strings.Contains(args[i], file)
	}
	c := exec.Command(args[0], args[1:]...)
	c.Dir = filepath.Dir(file)
	if !named {
		in, err := os.Open(file)
		check(err)
		defer in.Close()
		c.Stdin = in
	}
	if err := c.Run(); c.ProcessState == nil {
		check(err)
	}
	if ours := filepath.Base(args[0]) == "signoff"; ours && c.ProcessState.ExitCode() > 1 {
		check(fmt.Errorf("%s: exit %d", strings.Join(args, " "), c.ProcessState.ExitCode()))
	}
	return cost{c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peakOf(c.ProcessState)}
}

func hash(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(sha256.New(), file)
	return err
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}
