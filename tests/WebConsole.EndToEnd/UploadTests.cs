using System.Text.RegularExpressions;
using Microsoft.Playwright;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>Files that a browser uploads into a real pool.</summary>
public sealed class UploadTests(Lab lab) : IAsyncLifetime
{
    private const string Name = "e2e-upload";
    private readonly string _directory = $"/tmp/{Name}-{Guid.NewGuid():N}";
    private Visitor _visitor = null!;
    private string _pool = "";

    public async ValueTask InitializeAsync()
    {
        await Shell.RunAsync("bash", "-c", $"mkdir -p {_directory}/pool && cd {_directory} && head -c 3000000 /dev/urandom > one.img && qemu-img create -q -f qcow2 two.qcow2 1M && cp two.qcow2 wrong.iso && gzip -k one.img && xz -k two.qcow2 && cp one.img.gz packed && qemu-img create -q -f vmdk other.img 1M");
        await Shell.VirshAsync("pool-create-as", Name, "dir", "--target", $"{_directory}/pool");
        _pool = lab.Url($"/storage/local/{(await Shell.VirshAsync("pool-uuid", Name)).Trim()}");
        _visitor = await lab.AdministratorAsync();
        await OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _visitor.DisposeAsync();
        await Shell.VirshAsync("pool-destroy", Name);
        await Shell.RunAsync("rm", "-rf", _directory);
    }

    [Fact]
    public async Task FilesOnThePage_GoIntoThePool_AlsoOverACutAndAReload()
    {
        // The connection breaks once, and the upload goes on by itself.
        var cuts = 0;
        await Page.RouteAsync("**/uploads/*", route => route.Request.Method == "PATCH" && cuts++ == 0 ? route.AbortAsync() : route.ContinueAsync());
        await ChooseAsync("two.qcow2");
        await StandsAsync("two.qcow2", "done");

        // The page is loaded again in the middle of it: it says so, the same file goes on, and makes no second volume.
        await HoldAsync("one.img");
        Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await Page.ReloadAsync();
        await Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await Expect(Upload("one.img")).ToContainTextAsync("choose it again to go on");
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Upload("one.img").GetByTestId("upload-choose").ClickAsync());
        await chooser.SetFilesAsync($"{_directory}/wrong.iso");
        await Expect(Upload("one.img")).ToContainTextAsync("wrong.iso has another size, so it is another file.");
        chooser = await Page.RunAndWaitForFileChooserAsync(() => Upload("one.img").GetByTestId("upload-choose").ClickAsync());
        await chooser.SetFilesAsync($"{_directory}/one.img");
        await Expect(Upload("one.img")).ToHaveCountAsync(1);
        await StandsAsync("one.img", "done");

        await Expect(_visitor.TestId("volume-row")).ToHaveCountAsync(2);
        await SameAsync("one.img");
        await SameAsync("two.qcow2");
    }

    [Fact]
    public async Task FileThatIsNotWhatItsNameSays_IsAsked_AndWhatIsNoneIsSaid()
    {
        await ChooseAsync("wrong.iso", "packed", "other.img");

        await Expect(Upload("wrong.iso")).ToContainTextAsync("By its content it is qcow2, though its name ends in .iso.");
        await Upload("wrong.iso").GetByTestId("upload-answer").ClickAsync();
        await StandsAsync("wrong.iso", "done");
        await Expect(Upload("packed")).ToContainTextAsync("It is packed with gzip");
        await StandsAsync("other.img", "failed");
        await Expect(Upload("other.img")).ToContainTextAsync("It is a VMDK image");
    }

    [Fact]
    public async Task RowsOfUploads_AreTwoLines_WithABarInsideThem()
    {
        await HoldAsync("one.img");
        var (row, bar) = ((await Upload("one.img").BoundingBoxAsync())!, (await Upload("one.img").GetByRole(AriaRole.Progressbar).BoundingBoxAsync())!);
        Assert.Equal((row.X + 12, row.X + row.Width - 12), (bar.X, bar.X + bar.Width));
        Assert.True(bar.Y + bar.Height < row.Y + row.Height - 1);
        await Expect(Upload("one.img").GetByRole(AriaRole.Progressbar)).Not.ToHaveCSSAsync("background-color", "rgba(0, 0, 0, 0)");

        await ChooseAsync("wrong.iso");
        await Expect(Upload("wrong.iso").GetByTestId("upload-answer")).ToBeVisibleAsync();
        Assert.Equal(row.Height, (await Upload("wrong.iso").BoundingBoxAsync())!.Height);
        await Expect(Upload("one.img").GetByTestId("upload-answer")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task PackedFiles_AreUnpackedOnTheWay_UnlessTheyAreWantedAsTheyAre()
    {
        await ChooseAsync("one.img.gz", "two.qcow2.xz");
        await Expect(Upload("one.img")).ToContainTextAsync("gz, unpacked on the way");
        await StandsAsync("one.img", "done");
        await StandsAsync("two.qcow2", "done");
        await SameAsync("one.img");
        await SameAsync("two.qcow2");

        await _visitor.TestId("upload-menu").ClickAsync();
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => _visitor.TestId("upload-packed").ClickAsync());
        await chooser.SetFilesAsync($"{_directory}/one.img.gz");
        await Upload("one.img.gz").GetByTestId("upload-answer").ClickAsync();
        await StandsAsync("one.img.gz", "done");
        await SameAsync("one.img.gz");
    }

    [Fact]
    public async Task NameThatIsTaken_AsksForAnother()
    {
        await Shell.VirshAsync("vol-create-as", Name, "one.img", "1M");
        await Shell.VirshAsync("pool-refresh", Name);

        await ChooseAsync("one.img");
        await Expect(Upload("one.img")).ToContainTextAsync("There is a volume one.img in the pool already.");
        await Upload("one.img").GetByTestId("upload-name").PressAsync("Enter");

        await StandsAsync("one_2.img", "done");
        await Shell.RunAsync("cmp", $"{_directory}/one.img", $"{_directory}/pool/one_2.img");
    }

    [Fact]
    public async Task Keyboard_PausesResumesAndCancels()
    {
        await HoldAsync("one.img");
        await Upload("one.img").GetByTestId("upload-pause").PressAsync("Enter");
        await StandsAsync("one.img", "paused");
        await Expect(_visitor.TestId("task-strip")).ToContainTextAsync("1 paused", new() { Timeout = 15_000 });
        await Expect(_visitor.TestId("object-task")).ToContainTextAsync("Upload: paused");
        await Page.UnrouteAllAsync(new() { Behavior = UnrouteBehavior.IgnoreErrors });
        await Page.Keyboard.PressAsync("Enter");
        await StandsAsync("one.img", "done");

        await HoldAsync("two.qcow2");
        await Upload("two.qcow2").GetByTestId("upload-remove").PressAsync("Enter");
        await Expect(Upload("two.qcow2")).ToHaveCountAsync(0);
        await Expect(_visitor.TestId("volume-row")).ToHaveCountAsync(1);
        await Expect(Page.Locator("[data-testid=volume-row][data-key='two.qcow2']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task AnotherBrowser_GoesOnWithWhatWasLeft()
    {
        await HoldAsync("one.img");
        var left = _pool.Replace("/storage/", "/api/v1/pools/", StringComparison.Ordinal) + "/uploads";
        await Wait.ForAsync(async () => (await (await Page.Context.APIRequest.GetAsync(left)).TextAsync()).Contains("one.img", StringComparison.Ordinal), TimeSpan.FromSeconds(30), "the upload is left");
        await using var other = await lab.AdministratorAsync();
        await other.Page.GotoAsync(_pool);
        var upload = other.TestId("upload-row").Filter(new() { HasText = "one.img", Visible = true });
        await Expect(upload).ToContainTextAsync("choose it again to go on");

        var chooser = await other.Page.RunAndWaitForFileChooserAsync(() => upload.GetByTestId("upload-choose").ClickAsync());
        await chooser.SetFilesAsync($"{_directory}/wrong.iso");
        await Expect(upload).ToContainTextAsync("wrong.iso has another size, so it is another file.");
        chooser = await other.Page.RunAndWaitForFileChooserAsync(() => upload.GetByTestId("upload-choose").ClickAsync());
        await chooser.SetFilesAsync($"{_directory}/one.img");

        await Expect(upload).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 30_000 });
        await Expect(upload).ToHaveCountAsync(1);
        await SameAsync("one.img");
        await Expect(other.Page.Locator("[data-testid=volume-row]")).ToHaveCountAsync(1);
    }

    /// <summary>It neither goes on with it, nor offers to end it.</summary>
    [Fact]
    public async Task AnotherTab_LeavesARunningUploadAlone()
    {
        await HoldAsync("one.img");
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(_pool);
        await Expect(other.GetByTestId("uploads")).ToHaveAttributeAsync("data-ready", "");
        await other.GetByTestId("upload-input").SetInputFilesAsync($"{_directory}/one.img");

        var rows = other.GetByTestId("upload-row").Filter(new() { Visible = true });
        // As WebConsole knows the volume yet, or only the upload.
        await Expect(rows).ToContainTextAsync(new Regex(@"There is a volume one\.img in the pool already|one\.img is already being uploaded"));
        await Expect(rows).ToHaveCountAsync(1);
        await StandsAsync("one.img", "sending");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sha256_IsChecked(bool right)
    {
        var hash = (await Shell.RunAsync("sha256sum", $"{_directory}/one.img")).Trim();
        await _visitor.TestId("upload-menu").ClickAsync();
        await _visitor.TestId("upload-with-hash").ClickAsync();
        await _visitor.TestId("upload-hash").FillAsync(right ? hash : new string('0', 64));

        await ChooseAsync("one.img");

        await StandsAsync("one.img", right ? "done" : "failed");
        await Expect(Upload("one.img")).ToContainTextAsync(right ? "SHA-256 is right" : $"Its SHA-256 is {hash[..64]}");
        await Expect(_visitor.TestId("upload-hash")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task ServerThatRestarts_IsWaitedFor_AndTheUploadGoesOn()
    {
        var port = Ports.Free();
        await using var visitor = await lab.Browser.NewVisitorAsync();
        var first = await Product.StartAsync(port);
        await visitor.Page.GotoAsync(first.SignInLink);
        await visitor.Page.WaitForURLAsync(first.Url + "/");
        await visitor.Page.GotoAsync(first.Url + new Uri(_pool).PathAndQuery);
        await Expect(visitor.TestId("uploads")).ToHaveAttributeAsync("data-ready", "");
        var network = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 500_000 });
        await visitor.TestId("upload-input").SetInputFilesAsync($"{_directory}/one.img");
        var upload = visitor.TestId("upload-row").Filter(new() { HasText = "one.img", Visible = true });
        await Expect(upload).ToContainTextAsync(new Regex(@"\b[4-9]\d\s%"));

        await first.DisposeAsync();
        await Expect(upload).ToHaveAttributeAsync("data-state", "retrying");
        await using var second = await Product.StartAsync(port, first.StateDirectory);

        // The page itself is loaded again afterwards, since the server has forgotten it.
        await Expect(visitor.TestId("upload-row").Filter(new() { Visible = true })).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("[data-testid=volume-row][data-key='one.img']")).ToContainTextAsync("nobody");
        await SameAsync("one.img");
        Directory.Delete(first.StateDirectory, recursive: true);
    }

    [Fact]
    public async Task FilesDroppedBesideTheList_AreUploaded_AndThePageStays()
    {
        var data = await Page.EvaluateHandleAsync("() => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(1000)], 'dropped.img')); return data; }");
        await Page.DispatchEventAsync("body", "dragover", new { dataTransfer = data });
        await Expect(_visitor.TestId("volumes")).ToHaveAttributeAsync("data-over", $"Drop to upload into {Name}");
        await Page.DispatchEventAsync("body", "drop", new { dataTransfer = data });

        await StandsAsync("dropped.img", "done");
        Assert.Equal("1000", (await Shell.RunAsync("stat", "-c", "%s", $"{_directory}/pool/dropped.img")).Trim());
    }

    private IPage Page => _visitor.Page;

    private async Task OpenAsync()
    {
        await Page.GotoAsync(_pool);
        await Expect(_visitor.TestId("uploads")).ToHaveAttributeAsync("data-ready", "");
    }

    private ILocator Upload(string file) => _visitor.TestId("upload-row").Filter(new() { HasText = file, Visible = true });

    private Task StandsAsync(string file, string state) => Expect(Upload(file)).ToHaveAttributeAsync("data-state", state, new() { Timeout = 30_000 });

    // The script takes over the frame a moment after it is shown.
    private async Task ChooseAsync(params string[] files)
    {
        await Expect(_visitor.TestId("uploads")).ToHaveAttributeAsync("data-ready", "");
        await _visitor.TestId("upload-input").SetInputFilesAsync(files.Select(file => $"{_directory}/{file}"));
    }

    /// <summary>Chooses a file, whose bytes do not leave the browser.</summary>
    private async Task HoldAsync(string file)
    {
        var held = new TaskCompletionSource();
        await Page.RouteAsync("**/uploads/*", route =>
        {
            if (route.Request.Method != "PATCH")
                return route.ContinueAsync();
            held.TrySetResult();
            return Task.CompletedTask;
        });
        await ChooseAsync(file);
        await held.Task;
    }

    private Task<string> SameAsync(string file) => Shell.RunAsync("cmp", $"{_directory}/{file}", $"{_directory}/pool/{file}");
}
