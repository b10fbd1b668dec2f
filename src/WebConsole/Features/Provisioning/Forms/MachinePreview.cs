using System.Xml;
using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Lines;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Shows what a form for a new machine will make: in words, as the definition, and as the commands of virsh and virt-install.</summary>
internal static class MachinePreview
{
    public static FormPreview Of(MachineForm machine, IStringLocalizer text)
    {
        if (machine.Draft.Source is MachineSource.Copy)
            return CopyPreview.Of(machine, text);
        var operation = machine.Operation;
        var canBeWritten = CanBeWritten(machine.Draft);
        return new FormPreview(string.Join(" · ", PlanWords.Of(operation.Plan, text).Take(2)))
        {
            Words = [.. PlanWords.Of(operation.Plan, text), .. machine.Checks],
            After = canBeWritten ? operation.Plan.Definition().Element.ToString() : null,
            Virsh = canBeWritten ? MachineLines.Virsh(operation.Plan, machine.Chosen!.Uri, operation.Plan.Definition()) : null,
            Lines = canBeWritten ? [("virt-install", new VirtInstallLine(operation.Plan, machine.Chosen!.Uri).Write())] : [],
        };
    }

    /// <summary>XML can't hold all that somebody may paste; the fields say so.</summary>
    internal static bool CanBeWritten(MachineDraft draft) =>
        new[] { draft.Name, draft.Title, draft.Description, draft.KernelArguments }.Concat(draft.Tags).All(text => text?.Any(IsUnspeakable) != true);

    private static bool IsUnspeakable(char letter) => !XmlConvert.IsXmlChar(letter) && !char.IsSurrogate(letter);
}
