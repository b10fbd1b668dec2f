using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Shows what a copy of a machine will be: in a sentence, as the definition, and as virsh's commands.</summary>
internal static class CopyPreview
{
    public static FormPreview Of(MachineForm machine, IStringLocalizer text) => machine.Copy is not { } copy ? new FormPreview(text["Choose a machine to copy"])
        : MachinePreview.Written(new FormPreview(text["As {0}", copy.Plan.Original.Name]), words => words with { After = copy.Plan.Definition()?.Element.ToString(), Virsh = copy.VirshLine });
}
