using System.ComponentModel;
using System.Diagnostics;
using WebConsole.Hosting;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.CloudInit;

/// <summary>
/// Writes the seed for cloud-init, or the answers for an installer, as an ISO 9660 image, by a program of the host, in a private directory that exists only meanwhile. There is one
/// for each state directory. See docs/adr/0086-cloud-init.md.
/// </summary>
public sealed class IsoWriter : IDisposable
{
    /// <summary>The label by which cloud-init finds the image.</summary>
    public const string Label = "CIDATA";

    // Three files of some 100 KiB and the padding of a compact disc.
    private const long MostBytes = 64L << 20;

    /// <summary>How long it holds whether there is a program.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private const string Unchanged = "Nothing was changed.";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // They share mkisofs's arguments. -no_rc keeps xorriso from reading start-up files, and must come first.
    private static readonly (string Name, string[] Arguments)[] Tools = [("xorriso", ["-no_rc", "-as", "mkisofs"]), ("genisoimage", []), ("mkisofs", [])];

    private static readonly string[] Marks = [": FAILURE :", ": FATAL :", ": SORRY :"];

    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _directory, _path;
    private readonly TimeSpan _limit;
    private volatile Found? _found;

    /// <param name="stateDirectory">WebConsole's directory: nobody else may look into it.</param>
    public IsoWriter(string stateDirectory) : this(stateDirectory, Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : "/usr/bin:/bin", TimeSpan.FromSeconds(30))
    {
    }

    internal IsoWriter(string stateDirectory, string path, TimeSpan limit) => (_directory, _path, _limit) = (StateDirectory.Seed(stateDirectory), path, limit);

    /// <summary>Why no image can be written, with the packages to install; <c>null</c> if one can.</summary>
    public string? WhyNot
    {
        get
        {
            // A page asks at each key.
            if (_found is not { } found || Stopwatch.GetElapsedTime(found.At) > Fresh)
                _found = found = new Found(Stopwatch.GetTimestamp(), Tool() is not null);
            return found.HasTool ? null : $"{NoTool} {Advice}";
        }
    }

    private static string NoTool => $"None of {string.Join(", ", Tools.Select(tool => tool.Name))} is installed on WebConsole's host: one of them writes the image with the seed or the answers.";

    private static string Advice => "Install the package xorriso (Debian, Ubuntu, Fedora).";

    /// <summary>The bytes of the image. One is written at a time.</summary>
    /// <exception cref="OperationFailedException">There is no program for it, or it fails, or takes too long.</exception>
    public Task<byte[]> WriteAsync(CloudInitSeed seed, CancellationToken cancellationToken = default) => WriteAsync(Label,
        new (string Name, string? Text)[] { ("meta-data", seed.MetaData), ("user-data", seed.UserData), ("network-config", seed.NetworkConfig) }.Where(file => file.Text is not null).ToDictionary(file => file.Name, file => file.Text!), cancellationToken);

    /// <summary>The bytes of an image of any files.</summary>
    /// <inheritdoc cref="WriteAsync(CloudInitSeed, CancellationToken)"/>
    /// <param name="label">Its label, a word of ours.</param>
    /// <param name="files">Names of ours, and texts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<byte[]> WriteAsync(string label, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken = default)
    {
        var (program, arguments) = Tool() ?? throw new OperationFailedException(NoTool, Advice);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A server that was killed may have left it.
            Remove();
            await WriteFilesAsync(files, Directory.CreateDirectory(_directory, Private).CreateSubdirectory("files").FullName, cancellationToken).ConfigureAwait(false);
            return await RunTwiceAsync(program, [.. arguments, "-quiet", "-output", "seed.iso", "-volid", label, "-joliet", "-rational-rock", "files"], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is TimeoutException or Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new OperationFailedException($"The image with the seed or the answers could not be written: {error.Message}", Unchanged);
        }
        finally
        {
            Remove();
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private (string Program, string[] Arguments)? Tool() => Tools.Select(tool => (Program: HostProgram.Find(tool.Name, _path), tool.Arguments))
        .Where(tool => tool.Program is not null).Select(tool => ((string, string[])?)(tool.Program!, tool.Arguments)).FirstOrDefault();

    /// <summary>xorriso has been seen to crash on a busy host, and to do the same a moment later.</summary>
    private async Task<byte[]> RunTwiceAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var first = await RunAsync(program, arguments, cancellationToken).ConfigureAwait(false);
        return await ImageAsync(program, first.IsKilled ? await RunAsync(program, arguments, cancellationToken).ConfigureAwait(false) : first, cancellationToken).ConfigureAwait(false);
    }

    private Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        HostProgram.RunAsync(new HostCommand(program, arguments, _directory, _limit), cancellationToken);

    private async Task<byte[]> ImageAsync(string program, ProgramResult result, CancellationToken cancellationToken)
    {
        if (result.TimedOut)
            throw new TimeoutException($"{program} took longer than {_limit.TotalSeconds:0} seconds.");
        var image = new FileInfo(Path.Combine(_directory, "seed.iso"));
        return result.Succeeded && image is { Exists: true, Length: <= MostBytes }
            ? await File.ReadAllBytesAsync(image.FullName, cancellationToken).ConfigureAwait(false)
            : throw new OperationFailedException($"{program} wrote no image with the seed or the answers: {(result.IsKilled ? "it crashed, twice." : Said(result))}", Unchanged);
    }

    /// <summary>The lines with what went wrong; where none has xorriso's marks of them, the end, before which programs name themselves.</summary>
    private static string Said(ProgramResult result)
    {
        var lines = (result.Output + "\n" + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var marked = lines.Where(line => Marks.Any(mark => line.Contains(mark, StringComparison.Ordinal))).ToList();
        return CutText.To(string.Join(' ', marked.Count > 0 ? marked : lines.TakeLast(2)), 500);
    }

    private static async Task WriteFilesAsync(IReadOnlyDictionary<string, string> files, string directory, CancellationToken cancellationToken)
    {
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(directory, name), text, cancellationToken).ConfigureAwait(false);
    }

    private sealed record Found(long At, bool HasTool);

    private void Remove()
    {
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }
}
