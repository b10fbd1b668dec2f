using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hardware;
using WebConsole.OsInfo.Defaults;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for how a machine starts: boot order, firmware, board, kernel.</summary>
public sealed partial class EditStartForm
{
    private StartDraft _first = new();
    private StartDraft _draft = new();
    private IReadOnlyList<Choice<string>> _targets = [];
    private bool _isWhole;
    private string? _architecture;
    private HostOffer _offer = new(null);

    [Inject]
    public required HostOffers Offers { get; set; }

    protected override MachineChanges Arguments => new(Start: _draft.ChangesFrom(_first) is var changes && changes == new StartChanges() ? null : changes, Version: Definition?.Version);

    private Applies When => Subject.IsActive ? Applies.AfterRestart : Applies.Unsaid;

    private IReadOnlyList<Choice<string>> FirmwareChoices =>
    [
        .. _first.Firmware is "" ? new[] { new Choice<string>("", Text["Another one"]) } : [],
        new("bios", Text["BIOS"]),
        .. Firmwares.All.Skip(1).Select(firmware => new Choice<string>(firmware, firmware is "uefi" ? Text["UEFI"] : Text["UEFI with Secure Boot"])
        {
            Why = Firmwares.Mistake(firmware, _offer, MachineFamily.Of(_draft.MachineType ?? "")) is null ? null : Text["not on this machine"].Value,
        }),
    ];

    private IReadOnlyList<Choice<string>> Tpms =>
    [
        new(StartChanges.NoTpm, Text["None"]),
        new(_first.Tpm is StartChanges.NoTpm ? _offer.TpmModelFor(_architecture ?? "") ?? "tpm-tis" : _first.Tpm, Text["TPM 2.0, emulated"])
        {
            Why = _first.Tpm is StartChanges.NoTpm && !_offer.HasTpm ? Text["the host has no swtpm"].Value : null,
        },
    ];

    private string? FirmwareHelp => (_first.Firmware, _draft.Firmware) switch
    {
        var (was, now) when was == now => null,
        ("bios", _) => Text["What was installed for BIOS does not start under UEFI, unless it was made for both."].Value,
        (_, "bios") => Text["What was installed for UEFI does not start under BIOS, unless it was made for both."].Value,
        _ => Text["The firmware keeps the variables that it has: start it once with fresh ones (⋮ of the machine)."].Value,
    };

    private IReadOnlyList<PickerEntry<string>> Types =>
    [
        .. MachineTypes.Of(Host, _architecture).Prepend(_first.MachineType).OfType<string>().Distinct().Select(type => new PickerEntry<string>(type, type)
        {
            Why = MachineFamily.Of(type) == MachineFamily.Of(_first.MachineType ?? "") ? null : Text["another board: its devices have other buses"].Value,
        }),
    ];

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync().ConfigureAwait(true);
        if (DomainXml.TryParse(Definition?.Xml, out var domain))
            _offer = await Offers.GetAsync(Subject.Id.Host, domain, CancellationToken.None).ConfigureAwait(true);
    }

    protected override void Fill(string xml)
    {
        if (!DomainXml.TryParse(xml, out var domain))
            return;
        (_first, _draft) = (StartDraft.Of(domain), StartDraft.Of(domain));
        (_isWhole, _architecture) = (domain.OsType is "hvm" && domain.DomainType is not "xen", domain.Arch);
        _targets = [.. BootOrder.Targets(domain).Select(target => new Choice<string>(target.Key.ToString(), NameOf(target.Key, target.Value)))];
    }

    private string NameOf(DeviceKey key, DeviceXml device) => device switch
    {
        DiskXml { Device: "cdrom" } => Text["CD-ROM drive {0}", key.Name],
        DiskXml { Device: "floppy" } => Text["Floppy drive {0}", key.Name],
        DiskXml => Text["Disk {0}", key.Name],
        InterfaceXml => Text["Network card {0}", key.Name],
        RedirectedDeviceXml => Text["USB redirection {0}", key.Name],
        _ => Text["Device of the host {0}", key.Name],
    };

    private FormPreview Say()
    {
        var domain = DomainXml.Parse(Definition!.Xml);
        var changes = Arguments;
        EditMachine.Apply(changes, domain);
        return Say(changes.IsNothing ? Text["Nothing changes yet."] : Subject.IsActive ? Text["Takes effect after a restart."] : Text["Takes effect at the next start."], domain.ToXml()) with { Warns = changes.Start is { Firmware: not null } or { MachineType: not null } };
    }
}
