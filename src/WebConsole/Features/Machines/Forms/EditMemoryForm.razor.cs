using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hardware;
using WebConsole.Hypervisor.Definitions;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for a machine's memory, now and after its next start.</summary>
public sealed partial class EditMemoryForm
{
    private MemoryDraft _first = new();
    private MemoryDraft _draft = new();
    private MemoryLayoutDraft _firstLayout = new();
    private MemoryLayoutDraft _layout = new();
    private long _modules;
    private HostOffer _offer = new(null);
    private bool _isWhole;

    [Inject]
    public required HostOffers Offers { get; set; }

    protected override MachineChanges Arguments => new(Memory: ChangedAmount, MaxMemory: ChangedMost, Apply: Apply,
        MemoryBacking: _draft.BackingFrom(_first), MemoryLimits: _draft.LimitsFrom(_first), MemoryModules: _layout.ModulesFrom(_firstLayout), Numa: _layout.NumaFrom(_firstLayout), Version: Definition?.Version);

    /// <summary>A guest that uses the memory which is taken from it ends programs.</summary>
    protected override Applies Usual => Amount < First.Amount ? Applies.AfterRestart : Applies.Now;

    /// <summary>Whether less is asked for, and nobody has said when.</summary>
    private bool ShrinksLater => Subject.IsActive && Amount < First.Amount && When is Applies.AfterRestart && Chosen.HasDelegate;

    protected override (long Amount, long Most) Of(DomainXml domain) => (MachineResources.MemoryOf(domain), domain.MemoryBytes ?? 0);

    protected override long LeastOf(DomainXml running) => 0;

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
        (_first, _draft) = (MemoryDraft.Of(domain), MemoryDraft.Of(domain));
        (_firstLayout, _layout, _modules) = (MemoryLayoutDraft.Of(domain), MemoryLayoutDraft.Of(domain), GuestMemory.ModulesOf(domain));
        _isWhole = domain.OsType is "hvm" && domain.DomainType is not "xen";
    }

    private FormPreview Say()
    {
        var domain = After();
        var (memory, most) = (Format.Bytes(MachineResources.MemoryOf(domain)), Format.Bytes(domain.MemoryBytes ?? 0));
        return Say(Arguments.IsNothing ? Text["Nothing changes yet."] : When switch
        {
            Applies.Now => Text["{0} now and after a restart, at most {1}", memory, most],
            Applies.AfterRestart => Text["{0} after a restart, at most {1}", memory, most],
            _ => Text["{0} at the next start, at most {1}", memory, most],
        }, domain.ToXml()) with
        { Warns = When is Applies.Now && Amount < First.Amount };
    }
}
