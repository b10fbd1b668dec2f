using Libvirt.Xml;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for a machine's memory, now and after its next start.</summary>
public sealed partial class EditMemoryForm
{
    protected override MachineChanges Arguments => new(Memory: ChangedAmount, MaxMemory: ChangedMost, Apply: Apply, Version: Definition?.Version);

    /// <summary>A guest that uses the memory which is taken from it ends programs.</summary>
    protected override Applies Usual => Amount < First.Amount ? Applies.AfterRestart : Applies.Now;

    protected override (long Amount, long Most) Of(DomainXml domain) => (MachineResources.MemoryOf(domain), domain.MemoryBytes ?? 0);

    protected override long LeastOf(DomainXml running) => 0;

    private FormPreview Say()
    {
        var domain = After();
        var (memory, most) = (Format.Bytes(MachineResources.MemoryOf(domain)), Format.Bytes(domain.MemoryBytes ?? 0));
        return Say(When switch
        {
            Applies.Now => Text["{0} now and after a restart, at most {1}", memory, most],
            Applies.AfterRestart => Text["{0} after a restart, at most {1}", memory, most],
            _ => Text["{0} at the next start, at most {1}", memory, most],
        }, domain.ToXml()) with
        { Warns = When is Applies.Now && Amount < First.Amount };
    }
}
