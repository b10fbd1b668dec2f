using Libvirt.Xml;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor.Definitions;

namespace WebConsole.Features.Machines.Forms;

/// <summary>The form for the number of a machine's processors, now and after its next start.</summary>
public sealed partial class EditProcessorsForm
{
    protected override MachineChanges Arguments => new(Vcpus: ChangedAmount, MaxVcpus: ChangedMost, Apply: Apply, Version: Definition?.Version);

    protected override (int Amount, int Most) Of(DomainXml domain) => (MachineResources.VcpusOf(domain), domain.VirtualCpus ?? 1);

    protected override int LeastOf(DomainXml running) => LiveResources.LeastCpus(running);

    private FormPreview Say()
    {
        var domain = After();
        var count = MachineResources.VcpusOf(domain);
        return Say(When switch
        {
            Applies.Now => Text["{0} now and after a restart, at most {1}", count, domain.VirtualCpus ?? count],
            Applies.AfterRestart => Text["{0} after a restart, at most {1}", count, domain.VirtualCpus ?? count],
            _ => Text["{0} at the next start, at most {1}", count, domain.VirtualCpus ?? count],
        }, domain.ToXml());
    }
}
