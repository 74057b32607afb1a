package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"signoff/internal/agent"
)

func (g *global) hookCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "hook",
		Short: "compare what a coding agent says with the assessment",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use:   "stop",
		Short: "audit an agent's last message before it stops",
		Long: `Reads the hook JSON of a coding agent on standard input, evaluates the project
and audits the agent's last message against it. Prints one block decision of at
most five lines where the message claims what the assessment contradicts, else
nothing. Silent where it has blocked this stop before, and where there is no
signoff.yaml.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return g.hookStop() },
	})
	return c
}

// hookStop answers an agent that is about to stop. What keeps it from an answer
// is said on standard error and stops nobody.
func (g *global) hookStop() error {
	data, err := io.ReadAll(io.LimitReader(g.Stdin, agent.LongestInput))
	if err != nil {
		return err
	}
	event, err := agent.ParseEvent(data)
	if err != nil {
		return err
	}
	if event.Spoken {
		return nil
	}
	there := *g
	if there.dir == "." && event.Folder != "" {
		there.dir = event.Folder
	}
	if known, err := there.planThere(); err != nil || !known {
		return nil
	}
	message := event.Message
	if message == "" && event.Transcript != "" {
		if message, err = lastMessage(event.Transcript); err != nil {
			fmt.Fprintf(g.Stderr, "signoff: the transcript was not read: %v\n", err)
			return nil
		}
	}
	if message == "" {
		return nil
	}
	card, err := there.assess(assessOptions{warnDays: 30})
	if err != nil {
		return nil // said on standard error; a broken plan is not a forged claim
	}
	decision, err := agent.Review(message, card)
	if err != nil {
		return broken{err}
	}
	if decision == nil {
		return nil
	}
	text, err := json.Marshal(decision)
	if err != nil {
		return broken{err}
	}
	_, err = fmt.Fprintf(g.Stdout, "%s\n", text)
	return err
}

// lastMessage reads the end of a transcript.
func lastMessage(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not a regular file", filepath.Base(path))
	}
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	if _, err := file.Seek(max(0, info.Size()-agent.LongestInput), io.SeekStart); err != nil {
		return "", err
	}
	data, err := io.ReadAll(io.LimitReader(file, agent.LongestInput))
	if err != nil {
		return "", err
	}
	return agent.LastMessage(data), nil
}
