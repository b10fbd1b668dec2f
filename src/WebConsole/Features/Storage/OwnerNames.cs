using WebConsole.Hypervisor.HostCheck;

namespace WebConsole.Features.Storage;

/// <summary>The names of users and groups of this machine, for the owners of volumes. They are read again after a minute.</summary>
internal sealed class OwnerNames(HostFiles files, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private Accounts? _latest;

    public HostAccounts Current
    {
        get
        {
            if (_latest is not { } latest || time.GetElapsedTime(latest.ReadAt) > Kept)
                _latest = latest = new Accounts(new HostAccounts(files), time.GetTimestamp());
            return latest.Names;
        }
    }

    private sealed record Accounts(HostAccounts Names, long ReadAt);
}
