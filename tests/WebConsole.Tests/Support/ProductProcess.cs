using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace WebConsole.Tests.Support;

/// <summary>The product in its own process, or another program that starts it.</summary>
internal sealed partial class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<string> _link = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProductProcess(string program, IEnumerable<string> arguments)
    {
        _process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true } };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The command line that runs the product, without its arguments.</summary>
    public static IReadOnlyList<string> Command { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "WebConsole.dll")];

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output { get { lock (_lines) return string.Join('\n', _lines); } }

    public static ProductProcess Start(params IEnumerable<string> arguments) => new(Command[0], [Command[1], .. arguments]);

    public static ProductProcess StartBy(string program, params IEnumerable<string> arguments) => new(program, arguments);

    /// <summary>The sign-in link that it prints when it is ready.</summary>
    public async Task<Uri> LinkAsync()
    {
        var ended = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(_link.Task, ended).WaitAsync(Patience, TestContext.Current.CancellationToken) == ended && !_link.Task.IsCompleted)
            throw new InvalidOperationException($"It ended:\n{Output}");
        return new Uri(await _link.Task);
    }

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
            _lines.Add(line);
        if (Link().Match(line) is { Success: true } match)
            _link.TrySetResult(match.Value);
    }

    [GeneratedRegex(@"http\S+/sign-in\?token=[A-Za-z0-9_-]{43}")]
    private static partial Regex Link();
}
