using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Definitions;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for a machine's processors: how many, now and after its next start, and what they are.</summary>
public sealed partial class EditProcessorsForm
{
    private CpuDraft _firstCpu = new();
    private CpuDraft _cpu = new();
    private PlacementDraft _firstPlacement = new();
    private PlacementDraft _placement = new();
    private HostOffer _offer = new(null);
    private bool _isWhole;
    private bool _isKvm;

    [Inject]
    public required HostOffers Offers { get; set; }

    protected override MachineChanges Arguments => new(Vcpus: ChangedAmount, MaxVcpus: ChangedMost, Apply: Apply, Cpu: _cpu.ChangesFrom(_firstCpu), Placement: _placement.ChangesFrom(_firstPlacement), Version: Definition?.Version);

    protected override (int Amount, int Most) Of(DomainXml domain) => (MachineResources.VcpusOf(domain), domain.VirtualCpus ?? 1);

    protected override int LeastOf(DomainXml running) => LiveResources.LeastCpus(running);

    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync().ConfigureAwait(true);
        if (DomainXml.TryParse(Definition?.Xml, out var domain))
            _offer = await Offers.GetAsync(Subject.Id.Host, domain, CancellationToken.None).ConfigureAwait(true);
    }

    protected override void Fill(string xml)
    {
        base.Fill(xml);
        if (!DomainXml.TryParse(xml, out var domain))
            return;
        (_firstCpu, _cpu) = (CpuDraft.Of(domain), CpuDraft.Of(domain));
        (_firstPlacement, _placement) = (PlacementDraft.Of(domain), PlacementDraft.Of(domain));
        (_isWhole, _isKvm) = (domain.OsType is "hvm" && domain.DomainType is not "xen", domain.DomainType is "kvm");
    }

    private FormPreview Say()
    {
        var domain = After();
        var count = MachineResources.VcpusOf(domain);
        var (said, most) = (Format.Count(count, Text["vCPU"], Text["vCPUs"]), domain.VirtualCpus ?? count);
        string sentence = Arguments.IsNothing ? Text["Nothing changes yet."] : When switch
        {
            Applies.Now => Text["{0} now and after a restart, at most {1}", said, most],
            Applies.AfterRestart => Text["{0} after a restart, at most {1}", said, most],
            _ => Text["{0} at the next start, at most {1}", said, most],
        };
        var over = !Arguments.IsNothing && Host?.Facts is { Cpus: > 0 and var cpus } && count > cpus ? cpus : (int?)null;
        return Say(over is { } has ? Text["{0}. The host has only {1}: they take turns.", sentence, has] : sentence, domain.ToXml()) with { Warns = over is not null };
    }
}
