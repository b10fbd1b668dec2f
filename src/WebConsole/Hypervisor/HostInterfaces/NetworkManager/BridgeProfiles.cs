using Tmds.DBus.Protocol;

namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>The profiles of a bridge, made of that of the interface which it lies over.</summary>
internal static class BridgeProfiles
{
    /// <summary>In a bridge's profile: which profile its interface had before, to have it again when the bridge is removed.</summary>
    public const string FormerKey = "webconsole.former-profile";

    private const string Connection = "connection", Bridge = "bridge", User = "user";

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
            made.Set("802-3-ethernet", "assigned-mac-address", mac);
        if (former.Text(Connection, "uuid") is { } uuid)
            made.Set(User, "data", new Dict<string, string>(new Dictionary<string, string> { [FormerKey] = uuid }).AsVariantValue());
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

    /// <summary>The profile that the bridge's interface had before, by its UUID.</summary>
    public static string? FormerOf(Profile bridge)
    {
        if (bridge.Value(User, "data") is not { Type: VariantValueType.Dictionary } data)
            return null;
        return data.GetDictionary<string, string>().GetValueOrDefault(FormerKey);
    }
}
