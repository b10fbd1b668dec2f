namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>The changes themselves.</summary>
public sealed partial class BridgeWork
{
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
        await NameByInterfaceAsync(over, former).ConfigureAwait(false);
        _former = (active.Profile, false);
        _toSave.Add(await _bus.AddProfileAsync(BridgeProfiles.BridgeOf(bridge, former, mac)).ConfigureAwait(false));
        var port = await _bus.AddProfileAsync(BridgeProfiles.PortOf(bridge, over, former)).ConfigureAwait(false);
        _toSave.Add(port);
        // The port brings up its bridge.
        await _bus.ActivateAsync(port, device).ConfigureAwait(false);
        await WaitForAsync(bridge, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a bridge for a VLAN, with the VLAN's interface, and waits until it is up.</summary>
    /// <exception cref="NetworkManagerException">As for <see cref="MakeAsync"/>.</exception>
    public async Task MakeTaggedAsync(TaggedBridge asked, CancellationToken cancellationToken)
    {
        var (bridge, port) = BridgeProfiles.Tagged(asked);
        _toSave.Add(await _bus.AddProfileAsync(bridge).ConfigureAwait(false));
        _toSave.Add(await _bus.AddProfileAsync(port).ConfigureAwait(false));
        await _bus.ActivateAsync(_toSave[1]).ConfigureAwait(false);
        await WaitForAsync(asked.VlanName, cancellationToken).ConfigureAwait(false);
        await WaitForAsync(asked.Bridge, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a bridge and its ports while they stay up.</summary>
    /// <exception cref="NetworkManagerException">NetworkManager refuses.</exception>
    public async Task ChangeAsync(string bridge, IEnumerable<string> ports, BridgeSettings to)
    {
        // The bridge first: its MTU follows those of its ports as long as nobody has set it.
        await ChangeAsync(bridge, was => BridgeProfiles.Changed(was, to)).ConfigureAwait(false);
        if (to.Mtu is null)
            return;
        foreach (var port in ports)
            await ChangeAsync(port, was => BridgeProfiles.ChangedPort(was, to)).ConfigureAwait(false);
    }

    private async Task ChangeAsync(string name, Func<Profile, Profile> change)
    {
        var device = await _bus.FindDeviceAsync(name).ConfigureAwait(false);
        if (await _bus.ActiveOfAsync(device).ConfigureAwait(false) is not { } active)
            throw new NetworkManagerException($"NetworkManager has no active profile for {name}.");
        await ChangeProfileAsync(active.Profile, change, device).ConfigureAwait(false);
        await _bus.ReapplyAsync(device).ConfigureAwait(false);
    }

    /// <summary>Until it is kept, on disk the profile is as before.</summary>
    private async Task ChangeProfileAsync(string path, Func<Profile, Profile> change, string? device)
    {
        var was = await _bus.ReadProfileAsync(path).ConfigureAwait(false);
        if (was.Groups.ContainsKey("802-1x"))
            throw new NetworkManagerException($"The profile {was.Text("connection", "id")} signs in to the network by 802.1X, and would lose its passwords.");
        _changed.Add((path, was.Copy().WithoutOldForms(), device is null ? null : (device, await _bus.MtuOfAsync(device).ConfigureAwait(false))));
        await _bus.ChangeInMemoryAsync(path, change(was)).ConfigureAwait(false);
        _toSave.Add(path);
    }

    /// <summary>Takes a bridge away, gives its addresses back to its port, and waits until that is up. A VLAN that was made with it goes with it.</summary>
    /// <exception cref="NetworkManagerException">As for <see cref="MakeAsync"/>.</exception>
    public async Task RemoveAsync(string bridge, string port, CancellationToken cancellationToken)
    {
        var (bridgeDevice, portDevice) = (await _bus.FindDeviceAsync(bridge).ConfigureAwait(false), await _bus.FindDeviceAsync(port).ConfigureAwait(false));
        if (await _bus.ActiveOfAsync(bridgeDevice).ConfigureAwait(false) is not { } ofBridge || await _bus.ActiveOfAsync(portDevice).ConfigureAwait(false) is not { } ofPort)
            throw new NetworkManagerException($"NetworkManager has no active profiles for {bridge} and {port}, so there are no addresses to give back.");
        var (bridgeProfile, portProfile) = (await _bus.ReadProfileAsync(ofBridge.Profile).ConfigureAwait(false), await _bus.ReadProfileAsync(ofPort.Profile).ConfigureAwait(false));
        _toDelete.AddRange([ofPort.Profile, ofBridge.Profile]);
        if (BridgeProfiles.OwnVlanOf(bridgeProfile) is { } own && own == portProfile.Text("connection", "uuid"))
        {
            _taken = (port, ofPort.Profile);
            // The port first, which would bring up its bridge again.
            await _bus.DeactivateAsync(ofPort.Active).ConfigureAwait(false);
            await _bus.DeactivateAsync(ofBridge.Active).ConfigureAwait(false);
            await WaitForEndAsync(bridge, cancellationToken).ConfigureAwait(false);
            return;
        }
        if (await FindFormerAsync(bridgeProfile).ConfigureAwait(false) is { } former)
            _former = (former, true);
        else
            _toSave.Add(await _bus.AddProfileAsync(BridgeProfiles.FreeOf(port, portProfile, bridgeProfile)).ConfigureAwait(false));
        await _bus.DeactivateAsync(ofBridge.Active).ConfigureAwait(false);
        await _bus.ActivateAsync(_former?.Path ?? _toSave[0], portDevice).ConfigureAwait(false);
        await WaitForAsync(port, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ports of a bond, and VLANs, may name it by its profile, which is another one then.</summary>
    private async Task NameByInterfaceAsync(string over, Profile former)
    {
        if (former.Text("connection", "uuid") is not { } uuid)
            return;
        foreach (var path in await _bus.ListProfilesAsync().ConfigureAwait(false))
        {
            var profile = await _bus.ReadProfileAsync(path).ConfigureAwait(false);
            if (BridgeProfiles.NameByInterface(profile, uuid, over))
                await ChangeProfileAsync(path, _ => profile.WithoutOldForms(), device: null).ConfigureAwait(false);
        }
    }

    private async Task<string?> FindFormerAsync(Profile bridge)
    {
        try
        {
            return BridgeProfiles.FormerOf(bridge) is { } uuid ? await _bus.FindProfileAsync(uuid).ConfigureAwait(false) : null;
        }
        catch (NetworkManagerException missing) when (!missing.IsLost)
        {
            // Somebody has deleted it.
            return null;
        }
    }
}
