using System.Diagnostics;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.Benchmarks.Harness;

/// <summary>A pool to send files into, with the product and a browser in front of it.</summary>
internal sealed class TransferBed : IAsyncDisposable
{
    public const string Pool = "bench-transfer";

    private readonly ApiClient _api;

    private TransferBed(string root, Product product, Browser browser, SignedIn signedIn, ApiClient api, string uuid)
    {
        (Root, Product, Browser, SignedIn, _api, Uuid) = (root, product, browser, signedIn, api, uuid);
        Client = new CurlClient(product.Url, api, $"/api/v1/pools/local/{uuid}");
    }

    /// <summary>Its directory; the volumes are in <c>pool</c> below it.</summary>
    public string Root { get; }

    /// <summary>A file of random bytes.</summary>
    public string File => Path.Combine(Root, "file.img");

    public Product Product { get; }
    public Browser Browser { get; }
    public SignedIn SignedIn { get; }
    public CurlClient Client { get; }
    public string Uuid { get; }

    /// <param name="size">Of <see cref="File"/>, in bytes.</param>
    public static async Task<TransferBed> MakeAsync(long size)
    {
        var root = Directory.CreateTempSubdirectory("webconsole-bench-").FullName;
        await ShellAsync($"head -c {size} /dev/urandom > {root}/file.img && mkdir {root}/pool && virsh -c {IdleGuests.Uri} pool-create-as {Pool} dir --target {root}/pool");
        var product = await Product.StartAsync(Ports.Free());
        var browser = await Browser.StartAsync();
        var signedIn = await Workbench.SignInAsync(product, browser);
        var bed = new TransferBed(root, product, browser, signedIn, await ApiClient.StartAsync(product, signedIn, "local"), (await Shell.VirshAsync("pool-uuid", Pool)).Trim());
        await Wait.ForAsync(bed.Client.IsThereAsync, TimeSpan.FromSeconds(30), "the pool is seen");
        await bed.Client.UploadAsync(bed.File, "warm.img");
        return bed;
    }

    /// <summary>A page of the pool, ready to take files.</summary>
    public async Task<Visitor> OpenAsync()
    {
        var visitor = await Browser.NewVisitorAsync(storageState: SignedIn.StorageState);
        await visitor.Page.GotoAsync($"{Product.Url}/storage/local/{Uuid}");
        await Expect(visitor.TestId("uploads")).ToHaveAttributeAsync("data-ready", "");
        return visitor;
    }

    /// <summary>From the choice of the file until the page says that it is there.</summary>
    /// <returns>Seconds.</returns>
    public static Task<double> UploadAsync(Visitor visitor, string file) => TimeAsync(async () =>
    {
        await visitor.TestId("upload-input").SetInputFilesAsync(file);
        await Expect(visitor.TestId("upload-row").Filter(new() { HasText = Path.GetFileName(file), Visible = true })).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 120_000 });
    });

    public static Task DeleteAsync(string volume) => ShellAsync($"virsh -c {IdleGuests.Uri} vol-delete {volume} --pool {Pool}");

    public static async Task<double> TimeAsync(Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public static Task<string> ShellAsync(string script) => Shell.RunAsync("bash", "-c", script);

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await Browser.DisposeAsync();
        await Product.DisposeAsync();
        await ShellAsync($"virsh -c {IdleGuests.Uri} pool-destroy {Pool}; rm -r {Root}");
    }
}
