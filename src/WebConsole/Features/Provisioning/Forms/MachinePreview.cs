using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Lines;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Shows what a form for a new machine will make: in a sentence, as the definition, and as the commands of virsh and virt-install. The words are in its summary.</summary>
internal static class MachinePreview
{
    /// <returns>Null where so many can't be made.</returns>
    public static FormPreview? Of(MachineForm machine, IStringLocalizer text)
    {
        if (machine.Draft.Source is MachineSource.Copy)
            return CopyPreview.Of(machine, text);
        if (!machine.HasCount)
            return null;
        var operation = machine.Operation;
        var one = string.Join(" · ", PlanWords.Of(operation.Plan, text).Take(2).Select(line => line.Text));
        return Written(new FormPreview(machine.IsSeries ? text["{0} × {1}", machine.MachineCount, one] : one) { Warnings = machine.Checks.Count(check => check.Text.StartsWith('⚠')) }, words => words with
        {
            After = operation.Plan.Definition().Element.ToString(),
            Virsh = MachineLines.Virsh(operation.Plan, machine.Chosen!.Uri, operation.Plan.Definition()),
            Lines = [("virt-install", new VirtInstallLine(operation.Plan, machine.Chosen!.Uri).Write())],
        });
    }

    /// <summary>Adds the definition and the lines. XML can't hold all that somebody may paste into a field; the field says so, and the words are shown alone.</summary>
    internal static FormPreview Written(FormPreview words, Func<FormPreview, FormPreview> write)
    {
        try
        {
            return write(words);
        }
        catch (ArgumentException)
        {
            return words;
        }
    }
}
