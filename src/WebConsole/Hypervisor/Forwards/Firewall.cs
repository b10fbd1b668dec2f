using System.ComponentModel;
using WebConsole.Hosting;

namespace WebConsole.Hypervisor.Forwards;

/// <summary>
/// Puts forwards in force, as root. The rules of all of them are written anew each time, so that what was lost is there again. What
/// is in force is written down afterwards: whoever is ended in between leaves files that differ from the rules, and it is done again.
/// </summary>
internal sealed class Firewall(ForwardPlaces places)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10), BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly ForwardFiles _files = new(places);

    /// <summary>Replaces the forwards of machines.</summary>
    /// <param name="machines">Their UUIDs.</param>
    /// <param name="read">Reads all of theirs that shall be in force, once it is our turn: a machine may stop meanwhile.</param>
    /// <returns>Why they are not in force: those before are, then. <c>null</c> where they are.</returns>
    public Task<string?> ReplaceAsync(IReadOnlyCollection<Guid> machines, Func<IReadOnlyDictionary<Guid, IReadOnlyList<ActiveForward>>> read) => InTurnAsync(machines, async () =>
    {
        var wanted = read();
        if (wanted.Values.All(forwards => forwards.Count == 0) && !_files.Machines().Overlaps(machines))
            return null;
        var after = PortShares.Of(_files.ReadAll(), wanted);
        if (await WriteRulesAsync([.. after.Values.SelectMany(forwards => forwards)]).ConfigureAwait(false) is { } error)
            return error;
        foreach (var machine in wanted.Keys)
            _files.Write(machine, after[machine]);
        return null;
    });

    /// <summary>Looks whether the firewall has all that is written down, and writes the rules anew where others have taken some away.</summary>
    /// <returns>Why they are not there; <c>null</c> once they are.</returns>
    public async Task<string?> CheckAsync()
    {
        var machines = _files.ReadAll().Keys.ToList();
        return machines.Count == 0 ? null : await InTurnAsync(machines, async () =>
        {
            var all = _files.ReadAll();
            ActiveForward[] forwards = [.. all.Values.SelectMany(known => known)];
            if (forwards.Length == 0 || await HasAsync(forwards).ConfigureAwait(false) || await WriteRulesAsync(forwards).ConfigureAwait(false) is not { } error)
                return null;
            foreach (var machine in all.Keys)
                _files.Write(machine, []);
            return error;
        }).ConfigureAwait(false);
    }

    /// <summary>Does something when it is our turn, and writes down why it was in vain.</summary>
    private async Task<string?> InTurnAsync(IReadOnlyCollection<Guid> machines, Func<Task<string?>> act)
    {
        string? error;
        try
        {
            _files.Prepare();
            using var turn = await TurnAsync().ConfigureAwait(false);
            error = await act().ConfigureAwait(false);
        }
        catch (Exception failed) when (IsExpected(failed))
        {
            error = failed.Message;
        }
        try
        {
            foreach (var machine in error is null ? [] : machines)
                _files.WriteError(machine, error!);
        }
        catch (Exception failed) when (IsExpected(failed))
        {
            // The directory is full, say: then the caller alone learns of it.
        }
        return error;
    }

    private static bool IsExpected(Exception error) => error is IOException or UnauthorizedAccessException or Win32Exception;

    private async Task<bool> HasAsync(IReadOnlyList<ActiveForward> forwards)
    {
        if (HostProgram.Find("nft", places.Programs) is not { } nft)
            return false;
        var (table, none) = await RunAsync(nft, "list", "table", "ip", FirewallRules.Table).ConfigureAwait(false);
        if (none is not null || !FirewallRules.HasTranslation(forwards, table))
            return false;
        var (libvirts, older) = await RunAsync(nft, "list", "chain", "ip", FirewallRules.LibvirtTable, "forward").ConfigureAwait(false);
        if (older is null && !FirewallRules.HasPassingLibvirt(libvirts))
            return false;
        return HostProgram.Find("iptables-restore", places.Programs) is null || HostProgram.Find("iptables", places.Programs) is not { } iptables
            || await RunAsync(iptables, "--wait", "-S").ConfigureAwait(false) is var (chains, unread) && (unread is not null || FirewallRules.HasPassing(forwards, chains));
    }

    private async Task<string?> WriteRulesAsync(ActiveForward[] all)
    {
        if (HostProgram.Find("nft", places.Programs) is not { } nft)
            return "The program nft is not installed: install the package nftables.";
        var (table, older) = await RunAsync(nft, "list", "chain", "ip", FirewallRules.LibvirtTable, "forward").ConfigureAwait(false);
        // First what lets them pass: without the translation it lets nothing pass.
        if (HostProgram.Find("iptables", places.Programs) is { } iptables && HostProgram.Find("iptables-restore", places.Programs) is { } restore)
        {
            var (chains, unread) = await RunAsync(iptables, "--wait", "-S").ConfigureAwait(false);
            // Where libvirt's rules are iptables', they refuse what no chain of ours lets pass.
            if (unread is not null && older is not null && all.Length > 0)
                return unread;
            if (unread is null && FirewallRules.Passing(all, chains) is { Length: > 0 } passing && await FeedAsync(restore, passing, "--wait", "--noflush").ConfigureAwait(false) is { } error)
                return error;
        }
        var rules = (older is null ? FirewallRules.PassingLibvirt(all, FirewallRules.HasPassingLibvirt(table)) : "") + FirewallRules.Translation(all);
        return await FeedAsync(nft, rules, "-f").ConfigureAwait(false);
    }

    /// <param name="program">The program.</param>
    /// <param name="text">What it reads, from a file that it is given last.</param>
    /// <param name="options">Not <c>--wait</c> last: it would take the file for its argument.</param>
    private async Task<string?> FeedAsync(string program, string text, params string[] options)
    {
        var path = _files.Write("rules", text);
        var (_, error) = await RunAsync(program, [.. options, path]).ConfigureAwait(false);
        File.Delete(path);
        return error;
    }

    private async Task<(string Said, string? Error)> RunAsync(string program, params string[] arguments)
    {
        var result = await HostProgram.RunAsync(new HostCommand(program, arguments, places.Run, Limit) { MostOutput = 16 * 1024 * 1024 }, CancellationToken.None).ConfigureAwait(false);
        return (result.Output, result.TimedOut ? $"{Path.GetFileName(program)} did not end." : result.ExitCode == 0 ? null : $"{Path.GetFileName(program)}: {result.Error.Trim()}");
    }

    /// <summary>One at a time, whichever process it is.</summary>
    private async Task<FileStream> TurnAsync()
    {
        for (var left = places.Patience; ; left -= BetweenTries)
        {
            try
            {
                return _files.Lock();
            }
            catch (IOException) when (left > TimeSpan.Zero)
            {
                await Task.Delay(BetweenTries).ConfigureAwait(false);
            }
        }
    }
}
