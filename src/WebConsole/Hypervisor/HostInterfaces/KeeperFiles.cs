using System.Globalization;
using WebConsole.Hypervisor.HostCheck;

namespace WebConsole.Hypervisor.HostInterfaces;

/// <summary>Finds out what configures an interface, by what the programs leave in their files.</summary>
internal sealed class KeeperFiles(HostFiles files)
{
    private const string Interfaces = "etc/network/interfaces";

    private readonly Lazy<HashSet<string>> _ofIfupdown = new(() => [.. new[] { Interfaces }.Concat(files.List($"{Interfaces}.d").Select(name => $"{Interfaces}.d/{name}"))
        .SelectMany(path => (files.Read(path) ?? "").Split('\n')).Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is ["iface", _, ..]).Select(words => words[1])]);

    /// <summary>Who has set up an interface. Where two programs name it, it is the one that says so of the running interface.</summary>
    public InterfaceKeeper Of(string name, int? index)
    {
        var number = index?.ToString(CultureInfo.InvariantCulture);
        if (number is not null && Lines($"run/NetworkManager/devices/{number}").Contains("managed=true"))
            return InterfaceKeeper.NetworkManager;
        var networkd = number is null ? [] : Lines($"run/systemd/netif/links/{number}");
        if (networkd.FirstOrDefault(line => line.StartsWith("NETWORK_FILE=", StringComparison.Ordinal)) is { } file)
            return file.Contains("netplan-", StringComparison.Ordinal) ? InterfaceKeeper.Netplan : InterfaceKeeper.Networkd;
        return _ofIfupdown.Value.Contains(name) ? InterfaceKeeper.Ifupdown : InterfaceKeeper.Unknown;
    }

    private string[] Lines(string path) => [.. (files.Read(path) ?? "").Split('\n').Select(line => line.Trim())];
}
