package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/spf13/cobra"

	"rehearse/generator/crawl"
	"rehearse/generator/deploy"
	"rehearse/generator/pipeline"
	"rehearse/generator/publish"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// deployFlags are the flags of deploy beside those of build.
type deployFlags struct {
	build *buildFlags
	// to and endpoint stand before what site.yaml says.
	to, endpoint flag[string]
	region       string
	opt          deploy.Options
}

func (p *program) deployCommand() *cobra.Command {
	f := &deployFlags{build: p.newBuildFlags(), to: deployToFlag(), endpoint: endpointFlag()}
	c := &cobra.Command{
		Use:   "deploy",
		Short: "Build the site and upload what has changed",
		Long: "Deploy builds the site as build does and then copies it to storage that speaks the\n" +
			"S3 protocol: only files that have changed, in an order in which readers meet no\n" +
			"broken link, and it removes only what it had uploaded. One that was stopped is\n" +
			"completed by the next. Where to is said by deploy in site.yaml, or by --to; the keys\n" +
			"are those of other programs for S3: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a\n" +
			"profile in ~/.aws.",
		Example: "  rehearse deploy --dry-run\n" +
			"  rehearse deploy --to s3://handbook --endpoint https://s3.example.org",
		GroupID: groupSite,
		Args:    noArguments,
		RunE:    func(c *cobra.Command, _ []string) error { return p.deploy(c.Context(), f) },
	}
	f.build.register(c)
	flags := c.Flags()
	f.build.registerOutput(c)
	flags.Var(&f.to, "to", "bucket and folder, instead of those in site.yaml")
	flags.Var(&f.endpoint, "endpoint", "address of the storage, where it is not Amazon's")
	flags.StringVar(&f.region, "region", "", "region of the storage")
	flags.BoolVarP(&f.opt.DryRun, "dry-run", "n", false, "tell what would be uploaded and removed, and leave it at that")
	flags.IntVar(&f.opt.MaxRemovals, "max-removals", -1, "how many files may be removed (default: a quarter of the site)")
	flags.BoolVar(&f.opt.Compress, "compress", false, "store texts compressed")
	return c
}

func deployToFlag() flag[string] {
	return newFlag("s3://BUCKET/DIR", "", "", checked(func(text string) error {
		_, _, err := site.ParseDeployTo(text)
		return err
	}))
}

func endpointFlag() flag[string] { return newFlag("URL", "", "", checked(site.CheckEndpoint)) }

// deploy builds the site and uploads it.
func (p *program) deploy(ctx context.Context, f *deployFlags) error {
	built, err := p.buildSite(ctx, f.build, false)
	if err != nil {
		return err
	}
	started := p.now()
	target, err := deployTarget(p, f, built.Deploy)
	if err != nil {
		return err
	}
	files, err := os.OpenRoot(f.build.destination.value)
	if err != nil {
		return failed("", "%v", err)
	}
	defer files.Close()
	opt := f.opt
	opt.Adopt, opt.Compress = f.build.adopt, opt.Compress || built.Deploy.Compress
	var g *progress
	if !f.build.quiet && p.animated() {
		g = startProgress(p.stderr)
		opt.Progress = func(done, total int) { g.event(pipeline.Event{Stage: "upload", Done: done, Total: total}) }
	}
	opt.Waiting = func() {
		fmt.Fprintln(p.stderr, "rehearse: another deploy is going on there; waiting until it is done, or has given no sign of life for 40 s")
	}
	report, err := deploy.Run(ctx, deployed(built, files), target, opt)
	g.stop()
	place := "s3://" + target.Bucket + "/" + target.Prefix
	if err != nil {
		return deployFailure(ctx, err, place)
	}
	return sayDeployed(p, f, report, place, p.now().Sub(started))
}

// deployed is a built site as it is deployed: in the order in which it is published,
// and with the headers of its pages.
func deployed(built pipeline.Summary, files *os.Root) deploy.Site {
	s := deploy.Site{
		Files: files.FS(),
		Order: func(changes []deploy.Change) [][]deploy.Change {
			return publish.Order(changes, func(c deploy.Change) publish.Place {
				return publish.Place{Path: c.Path, Rank: publish.Rank(c.Rank), Stands: c.Stands, Removed: c.Removed}
			})
		},
		Headers: func(path string) deploy.Headers {
			return deploy.Headers{ContentType: crawl.ContentType(path), CacheControl: render.CacheControl(path)}
		},
	}
	for _, f := range built.Published {
		s.Paths = append(s.Paths, deploy.File{Path: f.Path, Rank: uint8(f.Rank)})
	}
	return s
}

// deployTarget is where to deploy to: flags stand before site.yaml, and that before the
// environment.
func deployTarget(p *program, f *deployFlags, told site.Deploy) (deploy.Target, error) {
	t := deploy.Target{Bucket: told.Bucket, Prefix: told.Prefix}
	if f.to.value != "" {
		t.Bucket, t.Prefix, _ = site.ParseDeployTo(f.to.value) // the flag has been checked
	}
	if t.Bucket == "" {
		return t, usage("name a bucket: --to s3://bucket, or in site.yaml: deploy: {to: s3://bucket}",
			"the site is built, and nobody says where to deploy it to")
	}
	t.Endpoint = cmp.Or(f.endpoint.value, told.Endpoint, p.getenv("AWS_ENDPOINT_URL_S3"), p.getenv("AWS_ENDPOINT_URL"))
	if t.Endpoint != "" && site.CheckEndpoint(t.Endpoint) != nil {
		return t, usage("write it as https://s3.example.org", "AWS_ENDPOINT_URL is not the address of a storage: %s", t.Endpoint)
	}
	t.Region = cmp.Or(f.region, told.Region, p.getenv("AWS_REGION"), p.getenv("AWS_DEFAULT_REGION"))
	var err error
	t.Credentials, err = deployCredentials(p)
	return t, err
}

// deployCredentials finds the keys where Amazon's own programs do, in their order.
func deployCredentials(p *program) (*credentials.Credentials, error) {
	const hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them to ~/.aws/credentials"
	id, secret := p.getenv("AWS_ACCESS_KEY_ID"), p.getenv("AWS_SECRET_ACCESS_KEY")
	isGiven := func(name string) bool { return p.getenv(name) != "" }
	switch {
	case id != "" && secret != "":
		return credentials.NewStaticV4(id, secret, p.getenv("AWS_SESSION_TOKEN")), nil
	case id != "" || secret != "":
		return nil, failed(hint, "only one of the two keys of the storage is set")
	case isGiven("AWS_WEB_IDENTITY_TOKEN_FILE") || isGiven("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || isGiven("AWS_CONTAINER_CREDENTIALS_FULL_URI"):
		return credentials.NewIAM(""), nil
	}
	c := credentials.NewFileAWSCredentials("", "") // the files and the profile are named by AWS_…, too
	keys, err := c.GetWithContext(nil)
	if err == nil && (keys.AccessKeyID == "" || keys.SecretAccessKey == "") {
		err = errors.New("the profile has none")
	}
	if err != nil {
		return nil, failed(hint, "there are no keys for the storage: %v", err)
	}
	return c, nil
}

// sayDeployed closes with a summary; of a dry run, with every change.
func sayDeployed(p *program, f *deployFlags, r deploy.Report, place string, elapsed time.Duration) error {
	if r.Unguarded {
		fmt.Fprintln(p.stderr, "rehearse: this storage does not know conditional writes, so that two deploys at once are not noticed: see that there are none")
	}
	if f.opt.DryRun {
		return say(p.stdout, dryRunText(r, place))
	}
	if f.build.quiet {
		return nil
	}
	text := fmt.Sprintf("Deployed to %s in %s: %d uploaded (%s)", place, timeText(elapsed), r.Uploaded, sizeText(r.Bytes))
	if r.Present > 0 {
		text += fmt.Sprintf(", %d uploaded earlier", r.Present)
	}
	return say(p.stdout, fmt.Sprintf("%s, %d removed, %d unchanged.", text, r.Removed, r.Unchanged))
}

func dryRunText(r deploy.Report, place string) string {
	var b strings.Builder
	var uploads, removals int
	var bytes int64
	for _, c := range r.Changes {
		if c.Removed {
			removals++
			fmt.Fprintf(&b, "remove %s\n", c.Path)
			continue
		}
		uploads++
		bytes += c.Size
		fmt.Fprintf(&b, "upload %s (%s)\n", c.Path, sizeText(c.Size))
	}
	fmt.Fprintf(&b, "To %s: %d to upload (%s), %d to remove, %d unchanged. Nothing was changed there.",
		place, uploads, sizeText(bytes), removals, r.Unchanged)
	return b.String()
}

// deployFailure says what went wrong, and what to do.
func deployFailure(ctx context.Context, err error, place string) error {
	const goesOn = "what stands there is a working site; deploy again, which goes on where this one stopped"
	var foreign *deploy.ForeignError
	var removals *deploy.RemovalsError
	switch {
	case errors.As(err, &foreign):
		return failed("if they may be overwritten, deploy once with --adopt",
			"%s at %s did not come from Rehearse and would be overwritten, the first is %s", count(len(foreign.Paths), "file"), place, foreign.Paths[0])
	case errors.As(err, &removals):
		return failed(fmt.Sprintf("if that is meant: --max-removals %d", removals.Removals),
			"this would remove %d of the %d files at %s, and %d may be removed; nothing was changed", removals.Removals, removals.Of, place, removals.Max)
	case errors.Is(err, deploy.ErrRecord):
		return failed("deploy once with --adopt, which does without it; files that have left the site stay there", "%v: %s", err, place)
	case errors.Is(err, deploy.ErrOvertaken), errors.Is(err, deploy.ErrChanged):
		return failed(goesOn, "%v: %s", err, place)
	case ctx.Err() != nil:
		return &failure{code: exitInterrupted, message: "interrupted; " + goesOn}
	}
	switch deploy.Code(err) {
	case "NoSuchBucket":
		return failed("make it with your storage's own tools, or mend the name", "there is no bucket for %s", place)
	case "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "AccountProblem":
		return failed("deploying needs to read, write and delete objects there, and nothing else", "the storage refuses these keys for %s: %v", place, err)
	case "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException":
		return failed("name its region with --region, or in site.yaml", "%s is in another region: %v", place, err)
	}
	return failed(goesOn, "deploying to %s has stopped: %v", place, err)
}
