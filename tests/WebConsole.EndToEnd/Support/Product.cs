using System.Diagnostics;
using System.Text.RegularExpressions;

namespace WebConsole.EndToEnd.Support;

/// <summary>The product in its own process with its own state directory.</summary>
internal sealed partial class Product : IAsyncDisposable
{
    // The build with the same configuration as these tests; ./run.sh starts the Release build.
    private static readonly string Program = Repository.File($"src/WebConsole/bin/{Repository.Configuration}/net10.0/WebConsole.dll");

    private readonly string _program;
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<string> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _published;

    private Product(string program, int port, string stateDirectory, IEnumerable<string> arguments, IReadOnlyList<string> runBy)
        : this(program, port, stateDirectory,
            [.. runBy, "dotnet", program, "--urls", UrlOf(port), $"--WebConsole:StateDirectory={stateDirectory}", .. arguments])
    {
    }

    private Product(string program, int port, string stateDirectory, string[] command)
    {
        _program = program;
        Url = UrlOf(port);
        StateDirectory = stateDirectory;
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = stateDirectory,
            },
        };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public string Url { get; }

    public string StateDirectory { get; }

    public int ProcessId => _process.Id;

    /// <summary>What it has written to its console so far.</summary>
    public string Output { get { lock (_output) return string.Join('\n', _output); } }

    /// <summary>Starts it and waits until it serves requests; then <see cref="SignInLink"/> is set.</summary>
    public static Task<Product> StartAsync(int port, string? stateDirectory = null, params string[] arguments) =>
        StartAsync(Program, port, stateDirectory, arguments);

    /// <summary>Starts a program that contains the product and prints its sign-in link in the same way.</summary>
    public static Task<Product> StartAsync(string program, int port, string? stateDirectory, string[] arguments) =>
        StartAsync(new Product(program, port, stateDirectory ?? NewStateDirectory(), arguments, []));

    /// <summary>Starts it through a command that removes something: a capability, a file.</summary>
    public static Task<Product> StartAsync(string[] runBy, params string[] arguments) =>
        StartAsync(new Product(Program, Ports.Free(), NewStateDirectory(), arguments, runBy));

    /// <summary>Publishes it and starts it as a service, with its default address.</summary>
    public static async Task<Product> InstallAsync()
    {
        // A subdirectory: temporary directories have mode 0700, which would be copied.
        var directory = NewStateDirectory();
        var published = Path.Combine(directory, "publish");
        await Shell.RunAsync("dotnet", "publish", Repository.File("src/WebConsole"), "--configuration", Repository.Configuration, "--no-build", "--output", published);
        return await StartAsync(new Product(Program, 8080, published, [Repository.File("tests/Lab/service.sh"), published]) { _published = directory });
    }

    private static string UrlOf(int port) => $"http://127.0.0.1:{port}";

    private static string NewStateDirectory() => Directory.CreateTempSubdirectory("webconsole-e2e-").FullName;

    private static async Task<Product> StartAsync(Product product)
    {
        product._process.Start();
        product._process.BeginOutputReadLine();
        product._process.BeginErrorReadLine();
        try
        {
            product.SignInLink = await product._link.Task.WaitAsync(TimeSpan.FromSeconds(120));
        }
        catch (TimeoutException)
        {
            await product.DisposeAsync();
            throw new TimeoutException("The product printed no sign-in link:\n" + product.Output);
        }
        return product;
    }

    /// <summary>The one-time link of the first start, for one administrator.</summary>
    public string SignInLink { get; private set; } = "";

    /// <summary>One more link, made by a second process as <c>--new-link</c> does.</summary>
    public async Task<string> NewLinkAsync() => SignInLinkPattern().Match(await Shell.RunAsync("dotnet",
        _program, "--new-link", "--urls", Url, $"--WebConsole:StateDirectory={StateDirectory}")).Value;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (_published is not null)
            Directory.Delete(_published, recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
        if (SignInLinkPattern().Match(line) is { Success: true } match)
            _link.TrySetResult(match.Value);
    }

    [GeneratedRegex(@"http\S+/sign-in\?token=[A-Za-z0-9_-]{43}")]
    private static partial Regex SignInLinkPattern();
}
