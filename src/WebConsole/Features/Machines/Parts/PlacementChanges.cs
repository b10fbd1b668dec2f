using System.Globalization;
using Libvirt.Xml;

namespace WebConsole.Features.Machines.Parts;

/// <summary>Which CPUs of the host a machine runs on, and how much of them it gets; at once where it runs.</summary>
/// <param name="Vcpus">vCPUs; those that are not named stay where they are.</param>
/// <param name="Emulator">The host's CPUs for the emulator, such as <c>0-3,^2</c>; empty for any.</param>
/// <param name="IoThreads">I/O threads; those that are not named stay where they are.</param>
/// <param name="Shares">Its weight against other machines when CPUs are short; 0 for the host's own.</param>
/// <param name="Period">The period in which each vCPU may use the quota, in µs; 0 for the host's own.</param>
/// <param name="Quota">CPU time of each vCPU in a period, in µs; 0 for no limit.</param>
public sealed record PlacementChanges(IReadOnlyList<VcpuPlace>? Vcpus = null, string? Emulator = null, IReadOnlyList<IoThreadPlace>? IoThreads = null, int? Shares = null, int? Period = null, long? Quota = null) : PartChanges
{
    internal override string Part => "placement";

    internal override bool IsForStart => false;

    internal override void Apply(DomainXml domain)
    {
        foreach (var place in Vcpus ?? [])
            Write(domain.VcpuPins, domain.VcpuPins.FirstOrDefault(pin => pin.Vcpu == place.Vcpu), place.Cpus, pin => pin.Vcpu ??= place.Vcpu, (pin, cpus) => pin.CpuSet = cpus);
        foreach (var place in IoThreads ?? [])
            Write(domain.IoThreadPins, domain.IoThreadPins.FirstOrDefault(pin => pin.IoThread == place.IoThread), place.Cpus, pin => pin.IoThread ??= place.IoThread, (pin, cpus) => pin.CpuSet = cpus);
        if (Emulator is not null)
            domain.EmulatorPin = Emulator.Length == 0 ? null : Emulator;
        if (Shares is { } shares)
            domain.CpuShares = shares == 0 ? null : shares;
        if (Period is { } period)
            domain.CpuPeriodMicroseconds = period == 0 ? null : period;
        if (Quota is { } quota)
            domain.CpuQuotaMicroseconds = quota == 0 ? null : quota;
    }

    /// <summary>virsh removes no place: it names all CPUs in its stead.</summary>
    internal override IEnumerable<(string Before, string After)> Lines(DomainXml? running, DomainXml stands)
    {
        var reach = running is null ? "--config" : "--live --config";
        var places = (Vcpus ?? []).Select(place => ("vcpupin", string.Create(CultureInfo.InvariantCulture, $" --vcpu {place.Vcpu}"), place.Cpus))
            .Append(("emulatorpin", "", Emulator!)).Where(place => place.Item3 is not null)
            .Concat((IoThreads ?? []).Select(place => ("iothreadpin", string.Create(CultureInfo.InvariantCulture, $" --iothread {place.IoThread}"), place.Cpus))).ToArray();
        foreach (var (command, which, cpus) in places.Where(place => place.Item3.Length > 0))
            yield return (command, $"{which} --cpulist {cpus} {reach}");
        var parameters = new (string Name, long? Value)[] { ("cpu_shares", Shares), ("vcpu_period", Period), ("vcpu_quota", Quota) }.Where(parameter => parameter.Value is not null).ToArray();
        foreach (var (name, value) in parameters.Where(parameter => parameter.Value != 0))
            yield return ("schedinfo", string.Create(CultureInfo.InvariantCulture, $" {reach} --set {name}={value}"));
        if (places.Any(place => place.Item3.Length == 0) || parameters.Any(parameter => parameter.Value == 0))
            yield return ("edit", "");
    }

    private protected override IEnumerable<(string Field, string? Mistake)> Wrong(PartContext context) => new PlacementRules(this, context).Found();

    private static void Write<T>(XmlList<T> pins, T? pin, string cpus, Action<T> number, Action<T, string> place) where T : XmlView
    {
        if (cpus.Length == 0)
        {
            if (pin is not null)
                pins.Remove(pin);
            return;
        }
        pin ??= pins.Add();
        number(pin);
        place(pin, cpus);
    }
}
