using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Lines;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>Shows what a form for a new machine will make: in a sentence, as the definition, and as the commands of virsh and virt-install. The words are in its summary.</summary>
internal static class MachinePreview
{
    /// <returns>Null where so many can't be made.</returns>
    /// <param name="machine">The form.</param>
    /// <param name="text">The words.</param>
    /// <param name="edit">Begins to edit the definition.</param>
    public static FormPreview? Of(MachineForm machine, IStringLocalizer text, EventCallback edit = default)
    {
        if (machine.Draft.Source is MachineSource.Copy)
            return CopyPreview.Of(machine, text);
        if (!machine.HasCount)
            return null;
        var operation = machine.Operation;
        var one = string.Join(" · ", PlanWords.Of(operation.Plan, text).Where(line => line.Field is not "definition").Take(2).Select(line => line.Text));
        var edited = machine.Draft.Definition is { } own && operation.Plan.Own is not null ? own.Text : null;
        return Written(new FormPreview(machine.IsSeries ? text["{0} × {1}", machine.MachineCount, one] : edited is null ? one : text["{0} · definition edited by you", one]) { Warnings = machine.Checks.Count(check => check.Text.StartsWith('⚠')) }, words => words with
        {
            After = edited ?? operation.Plan.Definition().Element.ToString(),
            Note = edited is null ? null : text["edited by you"].Value,
            Edit = machine.CanEditDefinition ? edit : default,
            Virsh = operation.Plan.Own is { IsReadable: false } ? null : MachineLines.Virsh(operation.Plan, machine.Chosen!.Uri, operation.Plan.Defined()),
            Lines = [("virt-install", edited is null ? new VirtInstallLine(operation.Plan, machine.Chosen!.Uri).Write() : text["# Not shown: virt-install has no words for a definition that was edited by hand."])],
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
