using WebConsole.Hypervisor;
using WebConsole.Hypervisor.HostInterfaces;

namespace WebConsole.Access;

/// <summary>The network interfaces of the hosts that the current user may see.</summary>
public sealed class VisibleInterfaces(HostInterfaceStore store, IAccess access, CurrentUser user)
{
    /// <inheritdoc cref="HostInterfaceStore.Changed"/>
    public event Action Changed
    {
        add => store.Changed += value;
        remove => store.Changed -= value;
    }

    /// <inheritdoc cref="HostInterfaceStore.Latest"/>
    public HostInterfaceReading? Latest(string host) => Sees(host) ? store.Latest(host) : null;

    /// <inheritdoc cref="HostInterfaceStore.Watch"/>
    public IDisposable? Watch(string host) => Sees(host) ? store.Watch(host) : null;

    /// <inheritdoc cref="HostInterfaceStore.ReadAsync"/>
    public async Task<HostInterfaceReading?> ReadAsync(string host, CancellationToken cancellationToken) => Sees(host) ? await store.ReadAsync(host, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>Reads them anew.</summary>
    public async Task<HostInterfaceReading?> LookAsync(string host, CancellationToken cancellationToken) => Sees(host) ? await store.LookAsync(host).WaitAsync(cancellationToken).ConfigureAwait(false) : null;

    private bool Sees(string host) => access.May(user.Principal, Right.See, ObjectId.OfHost(host));
}
