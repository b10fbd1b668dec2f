using WebConsole.Hosting;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>Puts forwards in force, as root. All of them are written anew each time, so that what was lost is there again.</summary>
internal sealed class Firewall(ForwardPlaces places)
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Replaces the forwards of a machine.</summary>
    /// <param name="machine">Its UUID.</param>
    /// <param name="read">Reads all that shall be in force, once it is our turn: the machine may stop meanwhile.</param>
    /// <returns>Why they are not in force: those before are, then. <c>null</c> where they are.</returns>
    public async Task<string?> ReplaceAsync(Guid machine, Func<IReadOnlyList<ActiveForward>> read)
    {
        Directory.CreateDirectory(places.Run, ForAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        using var turn = await TurnAsync().ConfigureAwait(false);
        var (before, forwards) = (Read(machine), read());
        if (forwards.Count == 0 && !File.Exists(places.FileOf(machine)) && !File.Exists(places.ErrorOf(machine)))
            return null;
        Write(machine, forwards);
        if (await WriteRulesAsync().ConfigureAwait(false) is not { } error)
        {
            File.Delete(places.ErrorOf(machine));
            return null;
        }
        Write(machine, before);
        WriteFile(places.ErrorOf(machine), error);
        return error;
    }

    /// <summary>What of a machine's is in force.</summary>
    public IReadOnlyList<ActiveForward> Read(Guid machine) => ReadFile(places.FileOf(machine));

    private static IReadOnlyList<ActiveForward> ReadFile(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select(ActiveForward.Read).OfType<ActiveForward>()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void Write(Guid machine, IReadOnlyList<ActiveForward> forwards)
    {
        if (forwards.Count == 0)
            File.Delete(places.FileOf(machine));
        else
            WriteFile(places.FileOf(machine), string.Concat(forwards.Select(forward => forward.Write() + "\n")));
    }

    private static void WriteFile(string path, string text)
    {
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, ForAll);
    }

    private async Task<string?> WriteRulesAsync()
    {
        ActiveForward[] all = [.. Directory.EnumerateFiles(places.Run).Where(path => Guid.TryParseExact(Path.GetFileName(path), "D", out _)).Order(StringComparer.Ordinal).SelectMany(ReadFile)];
        if (HostProgram.Find("nft", places.Programs) is not { } nft)
            return "The program nft is not installed: install the package nftables.";
        // First what lets them pass: without the translation it lets nothing pass.
        if (HostProgram.Find("iptables", places.Programs) is { } iptables && HostProgram.Find("iptables-restore", places.Programs) is { } restore)
        {
            var (chains, whyNot) = await RunAsync(iptables, "--wait", "-S").ConfigureAwait(false);
            if (whyNot is null && FirewallRules.Passing(all, chains) is { Length: > 0 } passing && await FeedAsync(restore, passing, "--wait", "--noflush").ConfigureAwait(false) is { } error)
                return error;
        }
        var (table, none) = await RunAsync(nft, "list", "chain", "ip", FirewallRules.LibvirtTable, "forward").ConfigureAwait(false);
        var rules = (none is null ? FirewallRules.PassingLibvirt(all, table.Contains($"@{FirewallRules.Table}", StringComparison.Ordinal)) : "") + FirewallRules.Translation(all);
        return await FeedAsync(nft, rules, "-f").ConfigureAwait(false);
    }

    /// <param name="program">The program.</param>
    /// <param name="text">What it reads, from a file that it is given last.</param>
    /// <param name="options">Not <c>--wait</c> last: it would take the file for its argument.</param>
    private async Task<string?> FeedAsync(string program, string text, params string[] options)
    {
        var path = Path.Combine(places.Run, "rules");
        WriteFile(path, text);
        var (_, error) = await RunAsync(program, [.. options, path]).ConfigureAwait(false);
        File.Delete(path);
        return error;
    }

    private async Task<(string Said, string? Error)> RunAsync(string program, params string[] arguments)
    {
        var result = await HostProgram.RunAsync(new HostCommand(program, arguments, places.Run, Limit) { MostOutput = 1024 * 1024 }, CancellationToken.None).ConfigureAwait(false);
        return (result.Output, result.TimedOut ? $"{Path.GetFileName(program)} did not end." : result.ExitCode == 0 ? null : $"{Path.GetFileName(program)}: {result.Error.Trim()}");
    }

    /// <summary>One at a time, whichever process it is.</summary>
    private async Task<FileStream> TurnAsync()
    {
        for (var left = 400; ; left--)
        {
            try
            {
                return new FileStream(Path.Combine(places.Run, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(50).ConfigureAwait(false);
            }
        }
    }
}
