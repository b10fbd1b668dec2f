using Tmds.DBus.Protocol;

namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>The profiles of a bridge, made of that of the interface which it lies over.</summary>
internal static class BridgeProfiles
{
    /// <summary>In a bridge's profile: which profile its interface had before, to have it again when the bridge is removed.</summary>
    public const string FormerKey = "webconsole.former-profile";

    /// <summary>In a bridge's profile: which profile of a VLAN was made with it, to go with it.</summary>
    public const string OwnVlanKey = "webconsole.own-vlan";

    private const string Connection = "connection", Bridge = "bridge", User = "user", Ethernet = "802-3-ethernet";

    /// <summary>A bridge that has the addresses of the interface, and its MAC address, so that a DHCP server gives it the same.</summary>
    /// <param name="name">The bridge's name.</param>
    /// <param name="former">The profile of the interface.</param>
    /// <param name="mac">The interface's MAC address.</param>
    public static Profile BridgeOf(string name, Profile former, string? mac)
    {
        var made = former.Copy().WithoutOldForms();
        foreach (var group in made.Groups.Keys.Where(group => group is not ("ipv4" or "ipv6")).ToArray())
            made.Groups.Remove(group);
        made.Set(Connection, "id", name).Set(Connection, "uuid", Guid.NewGuid().ToString("D")).Set(Connection, "type", Bridge).Set(Connection, "interface-name", name).Set(Connection, "autoconnect", true);
        if (former.Text(Connection, "zone") is { } zone)
            made.Set(Connection, "zone", zone);
        made.Set(Bridge, "stp", false);
        if (mac is not null)
            made.Set(Ethernet, "assigned-mac-address", mac);
        if (former.Text(Connection, "uuid") is { } uuid)
            Remember(made, FormerKey, uuid);
        return made;
    }

    /// <summary>The interface as the bridge's port: all of its profile but the addresses. A bond stays a bond, a VLAN a VLAN.</summary>
    public static Profile PortOf(string bridge, string over, Profile former)
    {
        var made = former.Copy();
        foreach (var group in new[] { "ipv4", "ipv6", "proxy", User })
            made.Groups.Remove(group);
        return made.Set(Connection, "id", $"{bridge} port {over}").Set(Connection, "uuid", Guid.NewGuid().ToString("D")).Set(Connection, "interface-name", over).Set(Connection, "master", bridge).Set(Connection, "slave-type", Bridge)
            .Set(Connection, "autoconnect", true).Set(Connection, "autoconnect-priority", 10).Set(Connection, "timestamp", null).Set(Connection, "zone", null).Set(Connection, "controller", null).Set(Connection, "port-type", null);
    }

    /// <summary>The interface with the addresses of the bridge, where the profile that it had before is gone.</summary>
    public static Profile FreeOf(string over, Profile port, Profile bridge)
    {
        var made = port.Copy();
        foreach (var group in new[] { "bridge-port", User })
            made.Groups.Remove(group);
        foreach (var group in Profile.AddressGroups.Where(bridge.Groups.ContainsKey))
            made.Groups[group] = new(bridge.Groups[group], StringComparer.Ordinal);
        return made.WithoutOldForms().Set(Connection, "id", over).Set(Connection, "uuid", Guid.NewGuid().ToString("D")).Set(Connection, "interface-name", over)
            .Set(Connection, "master", null).Set(Connection, "slave-type", null).Set(Connection, "controller", null).Set(Connection, "port-type", null).Set(Connection, "timestamp", null).Set(Connection, "autoconnect-priority", null);
    }

    /// <summary>A bridge for a VLAN, with no addresses of its own unless it asks for them by DHCP, and that VLAN as its port.</summary>
    public static (Profile Bridge, Profile Port) Tagged(TaggedBridge asked)
    {
        var (bridgeUuid, vlanUuid) = (Guid.NewGuid().ToString("D"), Guid.NewGuid().ToString("D"));
        var bridge = new Profile().Set(Connection, "id", asked.Bridge).Set(Connection, "uuid", bridgeUuid).Set(Connection, "type", Bridge).Set(Connection, "interface-name", asked.Bridge).Set(Connection, "autoconnect", true)
            .Set(Bridge, "stp", false).Set("ipv4", "method", asked.Dhcp ? "auto" : "disabled").Set("ipv6", "method", asked.Dhcp ? "auto" : "disabled");
        if (asked.Mac is not null)
            bridge.Set(Ethernet, "assigned-mac-address", asked.Mac);
        Remember(bridge, OwnVlanKey, vlanUuid);
        var port = new Profile().Set(Connection, "id", asked.VlanName).Set(Connection, "uuid", vlanUuid).Set(Connection, "type", "vlan").Set(Connection, "interface-name", asked.VlanName).Set(Connection, "autoconnect", true)
            .Set(Connection, "master", asked.Bridge).Set(Connection, "slave-type", Bridge).Set("vlan", "parent", asked.Over).Set("vlan", "id", (uint)asked.Vlan);
        return (bridge, port);
    }

    /// <summary>Has a profile that names another by its UUID, as ports of a bond may, name the interface instead.</summary>
    /// <returns>False where it does not name it.</returns>
    public static bool NameByInterface(Profile profile, string uuid, string name)
    {
        var named = new[] { (Connection, "master"), (Connection, "controller"), ("vlan", "parent") }.Where(place => profile.Text(place.Item1, place.Item2) == uuid).ToArray();
        foreach (var (group, setting) in named)
            profile.Set(group, setting, name);
        return named.Length > 0;
    }

    /// <summary>Puts what is to be changed of a bridge into its profile.</summary>
    public static Profile Changed(Profile bridge, BridgeSettings to)
    {
        var made = ChangedPort(bridge, to);
        if (to.Stp is { } stp)
            made.Set(Bridge, "stp", stp);
        if (to.FilterVlans is { } filter)
            made.Set(Bridge, "vlan-filtering", filter);
        return made;
    }

    /// <summary>Puts what is to be changed of a bridge, and goes for its ports too, into the profile of one.</summary>
    public static Profile ChangedPort(Profile port, BridgeSettings to)
    {
        var made = port.Copy().WithoutOldForms();
        return to.Mtu is { } mtu ? WithMtu(made, (uint)mtu) : made;
    }

    public static Profile WithMtu(Profile profile, uint mtu) => profile.Copy().Set(Ethernet, "mtu", mtu);

    /// <summary>The profile that the bridge's interface had before, by its UUID.</summary>
    public static string? FormerOf(Profile bridge) => Remembered(bridge, FormerKey);

    /// <summary>The profile of the VLAN that was made with the bridge, by its UUID.</summary>
    public static string? OwnVlanOf(Profile bridge) => Remembered(bridge, OwnVlanKey);

    private static void Remember(Profile made, string key, string value) => made.Set(User, "data", new Dict<string, string>(new Dictionary<string, string> { [key] = value }).AsVariantValue());

    private static string? Remembered(Profile profile, string key) => profile.Value(User, "data") is { Type: VariantValueType.Dictionary } data ? data.GetDictionary<string, string>().GetValueOrDefault(key) : null;
}
