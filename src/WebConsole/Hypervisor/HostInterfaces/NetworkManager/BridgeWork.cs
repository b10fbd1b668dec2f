namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>
/// A change of the host's network by NetworkManager, below a checkpoint: it undoes itself unless <see cref="KeepAsync"/> is called in time,
/// even where WebConsole has ended meanwhile. Profiles are written to disk only then.
/// </summary>
public sealed class BridgeWork : IDisposable
{
    /// <summary>After which NetworkManager undoes the change by itself.</summary>
    public static readonly TimeSpan RollbackAfter = TimeSpan.FromSeconds(30);

    /// <summary>So much earlier nobody can keep it any more, since writing takes a moment too.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly NetworkManagerBus _bus;
    private readonly string _checkpoint;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly List<string> _toSave = [];
    private readonly List<string> _toDelete = [];
    private (string Path, bool Autoconnect)? _former;

    private BridgeWork(NetworkManagerBus bus, string checkpoint, TimeProvider time, long began) => (_bus, _checkpoint, _time, _began) = (bus, checkpoint, time, began);

    /// <summary>How long it can still be kept.</summary>
    public TimeSpan Left => RollbackAfter - Reserve - _time.GetElapsedTime(_began);

    /// <summary>Begins the checkpoint.</summary>
    /// <exception cref="NetworkManagerException">NetworkManager is not there, or forbids it.</exception>
    public static async Task<BridgeWork> BeginAsync(TimeProvider time)
    {
        var bus = await NetworkManagerBus.OpenAsync().ConfigureAwait(false);
        try
        {
            var began = time.GetTimestamp();
            return new BridgeWork(bus, await bus.CreateCheckpointAsync(RollbackAfter).ConfigureAwait(false), time, began);
        }
        catch
        {
            bus.Dispose();
            throw;
        }
    }

    /// <summary>Makes a bridge over an interface, with its addresses moved over, and waits until it is up.</summary>
    /// <exception cref="NetworkManagerException">NetworkManager refuses, or the bridge gets no address in time.</exception>
    public async Task MakeAsync(string bridge, string over, string? mac, CancellationToken cancellationToken)
    {
        var device = await _bus.FindDeviceAsync(over).ConfigureAwait(false);
        if (await _bus.ActiveOfAsync(device).ConfigureAwait(false) is not { } active)
            throw new NetworkManagerException($"NetworkManager has no active profile for {over}, so there are no addresses to move.");
        var former = await _bus.ReadProfileAsync(active.Profile).ConfigureAwait(false);
        // NetworkManager tells no passwords, and forgets those that a change leaves out.
        if (former.Groups.ContainsKey("802-1x"))
            throw new NetworkManagerException($"The profile of {over} signs in to the network by 802.1X, and its passwords can't be moved.");
        await CheckPortsAsync(over, former).ConfigureAwait(false);
        _former = (active.Profile, false);
        _toSave.Add(await _bus.AddProfileAsync(BridgeProfiles.BridgeOf(bridge, former, mac)).ConfigureAwait(false));
        _toSave.Add(await _bus.AddProfileAsync(BridgeProfiles.PortOf(bridge, over, former)).ConfigureAwait(false));
        // The port brings up its bridge.
        await _bus.ActivateAsync(_toSave[1], device).ConfigureAwait(false);
        await WaitForAsync(bridge, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a bridge away, gives its addresses back to its port, and waits until that is up.</summary>
    /// <exception cref="NetworkManagerException">As for <see cref="MakeAsync"/>.</exception>
    public async Task RemoveAsync(string bridge, string port, CancellationToken cancellationToken)
    {
        var (bridgeDevice, portDevice) = (await _bus.FindDeviceAsync(bridge).ConfigureAwait(false), await _bus.FindDeviceAsync(port).ConfigureAwait(false));
        if (await _bus.ActiveOfAsync(bridgeDevice).ConfigureAwait(false) is not { } ofBridge || await _bus.ActiveOfAsync(portDevice).ConfigureAwait(false) is not { } ofPort)
            throw new NetworkManagerException($"NetworkManager has no active profiles for {bridge} and {port}, so there are no addresses to give back.");
        var (bridgeProfile, portProfile) = (await _bus.ReadProfileAsync(ofBridge.Profile).ConfigureAwait(false), await _bus.ReadProfileAsync(ofPort.Profile).ConfigureAwait(false));
        if (await FindFormerAsync(bridgeProfile).ConfigureAwait(false) is { } former)
            _former = (former, true);
        else
            _toSave.Add(await _bus.AddProfileAsync(BridgeProfiles.FreeOf(port, portProfile, bridgeProfile)).ConfigureAwait(false));
        _toDelete.AddRange([ofPort.Profile, ofBridge.Profile]);
        await _bus.DeactivateAsync(ofBridge.Active).ConfigureAwait(false);
        await _bus.ActivateAsync(_former?.Path ?? _toSave[0], portDevice).ConfigureAwait(false);
        await WaitForAsync(port, cancellationToken).ConfigureAwait(false);
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

    /// <summary>Undoes the change at once. Where NetworkManager has done so already, there is nothing more to do.</summary>
    public async Task UndoAsync()
    {
        try
        {
            await _bus.RollBackAsync(_checkpoint).ConfigureAwait(false);
        }
        catch (NetworkManagerException) when (_time.GetElapsedTime(_began) >= RollbackAfter)
        {
            // The checkpoint has ended by itself.
        }
    }

    public void Dispose() => _bus.Dispose();

    /// <summary>Ports of a bond may name it by its profile, which would be another one then.</summary>
    private async Task CheckPortsAsync(string over, Profile former)
    {
        if (former.Text("connection", "type") is not "bond" || former.Text("connection", "uuid") is not { } uuid)
            return;
        foreach (var path in await _bus.ListProfilesAsync().ConfigureAwait(false))
        {
            if ((await _bus.ReadProfileAsync(path).ConfigureAwait(false)).Text("connection", "master") == uuid)
                throw new NetworkManagerException($"The ports of {over} name it by the number of its profile, and would lose it. Let them name it by its name: nmcli connection modify PORT connection.master {over}");
        }
    }

    private async Task<string?> FindFormerAsync(Profile bridge)
    {
        try
        {
            return BridgeProfiles.FormerOf(bridge) is { } uuid ? await _bus.FindProfileAsync(uuid).ConfigureAwait(false) : null;
        }
        catch (NetworkManagerException)
        {
            // Somebody has deleted it.
            return null;
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

    private async Task<uint?> StateOfAsync(string name)
    {
        try
        {
            return await _bus.StateOfAsync(await _bus.FindDeviceAsync(name).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (NetworkManagerException)
        {
            // The device is not there yet.
            return null;
        }
    }
}
