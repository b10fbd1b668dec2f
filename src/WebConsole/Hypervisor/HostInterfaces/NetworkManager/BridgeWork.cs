namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>
/// A change of the host's network by NetworkManager, below a checkpoint: it undoes itself unless <see cref="KeepAsync"/> is called in time,
/// even where WebConsole has ended meanwhile. Profiles are written to disk only then.
/// </summary>
public sealed partial class BridgeWork : IDisposable
{
    /// <summary>After which NetworkManager undoes the change by itself.</summary>
    public static readonly TimeSpan RollbackAfter = TimeSpan.FromSeconds(30);

    /// <summary>So much earlier nobody can keep it any more, since writing takes a moment too.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly string? _at;
    private readonly string _checkpoint;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly List<string> _toSave = [];
    private readonly List<string> _toDelete = [];
    private readonly List<(string Path, Profile Was, (string Path, uint Mtu)? Device)> _changed = [];
    private NetworkManagerBus _bus;
    private (string Path, bool Autoconnect)? _former;
    private (string Vlan, string Profile)? _taken;
    private bool _isBack;

    private BridgeWork(NetworkManagerBus bus, string? at, string checkpoint, TimeProvider time, long began) => (_bus, _at, _checkpoint, _time, _began) = (bus, at, checkpoint, time, began);

    /// <summary>How long it can still be kept.</summary>
    public TimeSpan Left => RollbackAfter - Reserve - _time.GetElapsedTime(_began);

    /// <summary>Begins the checkpoint.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="at">The address of the bus, where it is not the system's.</param>
    /// <exception cref="NetworkManagerException">NetworkManager is not there, or forbids it.</exception>
    public static async Task<BridgeWork> BeginAsync(TimeProvider time, string? at = null)
    {
        try
        {
            return await TryBeginAsync(time, at).ConfigureAwait(false);
        }
        catch (NetworkManagerException lost) when (lost.IsLost)
        {
            // There may be a checkpoint whose name has not arrived: it ends when another begins.
            return await TryBeginAsync(time, at).ConfigureAwait(false);
        }
    }

    private static async Task<BridgeWork> TryBeginAsync(TimeProvider time, string? at)
    {
        var bus = await NetworkManagerBus.OpenAsync(at).ConfigureAwait(false);
        try
        {
            var began = time.GetTimestamp();
            return new BridgeWork(bus, at, await bus.CreateCheckpointAsync(RollbackAfter).ConfigureAwait(false), time, began);
        }
        catch
        {
            bus.Dispose();
            throw;
        }
    }

    /// <summary>Keeps the change: writes its profiles, and ends the checkpoint.</summary>
    public async Task KeepAsync()
    {
        foreach (var profile in _toSave)
            await _bus.SaveProfileAsync(profile).ConfigureAwait(false);
        if (_former is { } former)
        {
            var now = (await _bus.ReadProfileAsync(former.Path).ConfigureAwait(false)).WithoutOldForms();
            await _bus.ChangeProfileAsync(former.Path, now.Set("connection", "autoconnect", former.Autoconnect)).ConfigureAwait(false);
        }
        await _bus.DestroyCheckpointAsync(_checkpoint).ConfigureAwait(false);
        foreach (var profile in _toDelete)
            await _bus.DeleteProfileAsync(profile).ConfigureAwait(false);
    }

    /// <summary>
    /// Undoes the change at once, over another connection where this one is lost: left alone, the checkpoint would also take back what others change until it
    /// ends. Where NetworkManager has undone it already, there is nothing more to do.
    /// </summary>
    public async Task UndoAsync()
    {
        try
        {
            await UndoNowAsync().ConfigureAwait(false);
        }
        catch (NetworkManagerException lost) when (lost.IsLost)
        {
            _bus.Dispose();
            _bus = await NetworkManagerBus.OpenAsync(_at).ConfigureAwait(false);
            await UndoNowAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => _bus.Dispose();

    private async Task UndoNowAsync()
    {
        if (!_isBack)
            await GoBackAsync().ConfigureAwait(false);
        _isBack = true;
        // NetworkManager does not make interfaces of VLANs again that it has taken away.
        if (_taken is { } taken && await StateOfAsync(taken.Vlan).ConfigureAwait(false) is not NetworkManagerBus.Activated)
            await _bus.ActivateAsync(taken.Profile).ConfigureAwait(false);
    }

    private async Task GoBackAsync()
    {
        try
        {
            if (_changed.Count > 0 && await TakeBackAsync().ConfigureAwait(false) && _toSave.Count == _changed.Count)
                await _bus.DestroyCheckpointAsync(_checkpoint).ConfigureAwait(false);
            else
                await _bus.RollBackAsync(_checkpoint).ConfigureAwait(false);
        }
        catch (NetworkManagerException ended) when (!ended.IsLost && _time.GetElapsedTime(_began) >= RollbackAfter)
        {
            // The checkpoint has ended by itself.
        }
    }

    /// <summary>
    /// Takes changed profiles back without their devices going down, as they do at a rollback of NetworkManager: machines at a bridge would
    /// lose their link.
    /// </summary>
    /// <returns>False where only the rollback can.</returns>
    private async Task<bool> TakeBackAsync()
    {
        try
        {
            foreach (var (path, was, device) in Enumerable.Reverse(_changed))
            {
                if (device is var (at, mtu))
                {
                    // A profile that says nothing of the MTU would leave it as it is.
                    await _bus.ChangeInMemoryAsync(path, BridgeProfiles.WithMtu(was, mtu)).ConfigureAwait(false);
                    await _bus.ReapplyAsync(at).ConfigureAwait(false);
                }
                await _bus.ChangeInMemoryAsync(path, was).ConfigureAwait(false);
                await _bus.SaveProfileAsync(path).ConfigureAwait(false);
            }
            return true;
        }
        catch (NetworkManagerException refused) when (!refused.IsLost)
        {
            return false;
        }
    }

    private async Task WaitForAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await StateOfAsync(name).ConfigureAwait(false);
            if (state is NetworkManagerBus.Activated)
                return;
            if (state is NetworkManagerBus.Failed || Left <= TimeSpan.Zero)
                throw new NetworkManagerException($"{name} did not come up{(state is NetworkManagerBus.Failed ? "" : ": it got no address in time")}.");
            await Task.Delay(BetweenLooks, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WaitForEndAsync(string name, CancellationToken cancellationToken)
    {
        while (await StateOfAsync(name).ConfigureAwait(false) is not null)
        {
            if (Left <= TimeSpan.Zero)
                throw new NetworkManagerException($"{name} did not go in time.");
            await Task.Delay(BetweenLooks, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<uint?> StateOfAsync(string name)
    {
        try
        {
            return await _bus.StateOfAsync(await _bus.FindDeviceAsync(name).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (NetworkManagerException missing) when (!missing.IsLost)
        {
            // The device is not there yet.
            return null;
        }
    }
}
