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
        return Written(new FormPreview(string.Join(" · ", PlanWords.Of(operation.Plan, text).Take(2)))
        {
            Words = [.. Series(machine, text), .. PlanWords.Of(operation.Plan, text), .. machine.Checks],
        }, words => words with
        {
            After = operation.Plan.Definition().Element.ToString(),
            Virsh = MachineLines.Virsh(operation.Plan, machine.Chosen!.Uri, operation.Plan.Definition()),
            Lines = [("virt-install", new VirtInstallLine(operation.Plan, machine.Chosen!.Uri).Write())],
        });
    }

    private static IEnumerable<string> Series(MachineForm machine, IStringLocalizer text)
    {
        if (machine.NamesInWords is { } names)
            yield return text["{0} machines, {1}; definition and lines are those of the first", machine.MachineCount, names];
        if (machine is { IsSeries: true, Plan.Seed.Ignition: not null })
            yield return text["the configuration of Ignition is the same for all"];
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
