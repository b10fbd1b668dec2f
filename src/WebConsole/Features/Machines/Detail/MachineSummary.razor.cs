using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Detail;

public sealed partial class MachineSummary
{
    private (Machine?, object?, object?) _read;
    private (string, string?)[] _facts = [], _more = [];
    private string? _virtualisation, _description;
    private MarkupString? _notes;
    private bool _emulated;

    [Parameter, EditorRequired]
    public required Machine Machine { get; set; }

    [Parameter, EditorRequired]
    public required InventorySnapshot Inventory { get; set; }

    /// <summary>Whether there are no more charts to offer.</summary>
    [Parameter]
    public bool Gone { get; set; }

    /// <summary>Whether the last minutes have anything to show; also shortly after it was switched off.</summary>
    private bool IsMeasured => Machine.IsActive || Metrics.SeriesOf(Machine.Id.Host, Machine.Id.Uuid).Count > 0;

    private ObjectAction? Switch => Gone ? null : Available.For(Machine).Find((Starts ? SetAutostart.Off : SetAutostart.On).Word);

    private bool Starts => AutostartChanges.ByWhom(Machine) is not AutostartChanges.Off;

    private string Autostart => Machine.StartOrder is { } order ? Text["in order, by WebConsole: {0}", order.Number] : Machine.Autostart ? Text["on"] : Text["off"];

    private IEnumerable<string> AutostartNotes
    {
        get
        {
            if (Machine.StartOrderIsWrong)
                yield return Text["Its metadata has an order of the start that is none: it is ignored."];
            if (Machine.StartOrder is null)
                yield break;
            yield return Text["WebConsole starts it, not libvirt: if WebConsole does not run, it does not start."];
            if (Machine.Autostart)
                yield return Text["libvirt starts it as well, at once and out of order: its own autostart is on."];
            if (Inventory.Host(Machine.Id.Host)?.Facts is { IsLocal: false })
                yield return Text["WebConsole learns of no boot of this host, since it does not run there: it does not start."];
        }
    }

    protected override void OnParametersSet()
    {
        var context = HardwareContext.Of(Machine, Inventory, Metrics);
        if (_read == (Machine, Inventory.Volumes, context.DiskSizes))
            return;
        _read = (Machine, Inventory.Volumes, context.DiskSizes);
        var domain = DomainXml.TryParse(Machine.Xml, out var parsed) ? parsed : null;
        _facts =
        [
            (Text["State"], Machine.Why() is null ? null : Machine.Standing(Text)),
            (Text["Processors"], Format.Count(Machine.VirtualCpus, Text["vCPU"], Text["vCPUs"])),
            (Text["Memory"], Format.Bytes(Machine.MemoryBytes)),
            (Text["Disks"], domain is null ? null : Disks(domain, context)),
            (Text["System"], SystemWords.InShort(domain)),
            (Text["Definition"], Machine.Persistent ? null : Text["transient: gone when it stops"].Value),
            (Text["Saved memory"], Machine.HasManagedSave ? Text["yes: the next start goes on from it"].Value : null),
        ];
        _more =
        [
            (Text["Firmware"], domain is null ? null : FirmwareWords.InShort(domain)),
            (Text["Machine type"], domain is null ? null : Join(domain.Machine, domain.Arch)),
        ];
        _description = domain?.Description?.Trim();
        _notes = string.IsNullOrWhiteSpace(domain?.Notes) ? null : new MarkupString(Markdown.ToHtml(domain.Notes));
        _virtualisation = domain?.DomainType is { } type ? ProcessorWords.Virtualisation(type) : null;
        _emulated = domain?.DomainType == "qemu";
    }

    private string Disks(DomainXml domain, HardwareContext context) =>
        string.Join(", ", domain.Disks.Where(disk => disk.Device is null or "disk" or "lun")
            .Select(disk => $"{Words.Name(disk.TargetDevice) ?? Text["disk"]} {Format.Bytes(context.CapacityOf(disk))}"));

    private static string? Join(params ReadOnlySpan<string?> parts) =>
        string.Join(", ", parts.ToArray().Where(part => !string.IsNullOrEmpty(part)));
}
