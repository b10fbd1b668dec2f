using Tmds.DBus.Protocol;

namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>A connection profile of NetworkManager: its settings by the names of groups, such as <c>connection</c> and <c>ipv4</c>.</summary>
/// <seealso href="https://networkmanager.dev/docs/api/latest/nm-settings-dbus.html"/>
internal sealed class Profile
{
    /// <summary>The groups that hold addresses, routes and name servers.</summary>
    public static readonly string[] AddressGroups = ["ipv4", "ipv6"];

    public Dictionary<string, Dictionary<string, VariantValue>> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>The text of a setting; <c>null</c> where it has none.</summary>
    public string? Text(string group, string name) => Value(group, name) is { Type: VariantValueType.String } text ? text.GetString() : null;

    public VariantValue? Value(string group, string name) => Groups.TryGetValue(group, out var settings) && settings.TryGetValue(name, out var value) ? value : (VariantValue?)null;

    /// <summary>Sets one setting; <c>null</c> takes it away.</summary>
    public Profile Set(string group, string name, VariantValue? value)
    {
        if (!Groups.TryGetValue(group, out var settings))
            Groups[group] = settings = new(StringComparer.Ordinal);
        if (value is { } known)
            settings[name] = known;
        else
            settings.Remove(name);
        return this;
    }

    /// <summary>One that can be changed without this one.</summary>
    public Profile Copy()
    {
        var copy = new Profile();
        foreach (var (group, settings) in Groups)
            copy.Groups[group] = new(settings, StringComparer.Ordinal);
        return copy;
    }

    /// <summary>The older forms of addresses and routes, which NetworkManager adds to what it tells, and which may contradict the newer.</summary>
    public Profile WithoutOldForms()
    {
        foreach (var settings in AddressGroups.Where(Groups.ContainsKey).Select(group => Groups[group]))
        {
            settings.Remove("addresses");
            settings.Remove("routes");
        }
        return this;
    }
}
