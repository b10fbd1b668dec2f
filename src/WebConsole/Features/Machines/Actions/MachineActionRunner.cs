using Libvirt.Xml;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;
using MudBlazor;
using WebConsole.Components.Shared;
using WebConsole.Features.Machines.Commands;
using WebConsole.Features.Machines.Hardware;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Actions;

/// <summary>
/// What a click on an action does: asks where it has to be asked, hands the command over, and shows a refusal. What
/// becomes of it is shown by the task strip and by libvirt's event, not by the page that was clicked.
/// </summary>
public sealed class MachineActionRunner(
    OperationRunner operations, InventoryStore inventory, IDialogService dialogs, ISnackbar snackbar,
    AuthenticationStateProvider authentication, IStringLocalizer<MachineActionRunner> text)
{
    public Task RunAsync(MachineAction action, Machine machine) => RunAsync(action, [machine]);

    /// <summary>Does it to all of <paramref name="machines"/>, after one question.</summary>
    public async Task RunAsync(MachineAction action, IReadOnlyList<Machine> machines)
    {
        var commands = Commands(action, machines);
        if (commands.Count == 0 || ((action.Dangerous || machines.Count > 1) && !await AskAsync(action, commands)))
            return;
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        foreach (var command in commands)
        {
            var result = await operations.StartAsync(command, user, CancellationToken.None);
            if (result.Refusal is { } refusal)
                snackbar.Add(refusal, Severity.Error);
        }
    }

    // From what is known now: a click may be older than the newest change.
    private List<MachineCommand> Commands(MachineAction action, IEnumerable<Machine> machines)
    {
        var snapshot = inventory.Current;
        var commands = new List<MachineCommand>();
        foreach (var clicked in machines)
        {
            if (snapshot.Host(clicked.Id.Host) is { } host
                && MachineCommands.Create(action.Action, snapshot.Machines.GetValueOrDefault(clicked.Id, clicked), host) is { } command)
                commands.Add(command);
        }
        return commands;
    }

    private async Task<bool> AskAsync(MachineAction action, List<MachineCommand> commands)
    {
        var label = text[action.Label].Value;
        var many = commands.Count > 1;
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Title, many ? text["{0} {1} machines?", label, commands.Count] : text["{0} {1}?", label, Words.Name(commands[0].Target)!] },
            { dialog => dialog.Consequence, text[action.Confirm ?? action.Effect] },
            { dialog => dialog.Verb, label },
            { dialog => dialog.Targets, many ? [.. commands.Select(command => command.Target)] : [] },
            { dialog => dialog.Disks, action.CutsWrites ? Disks(commands) : [] },
            { dialog => dialog.VirshLine, string.Join(Environment.NewLine, commands.Select(command => command.VirshLine)) },
            { dialog => dialog.Danger, action.Dangerous },
        };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(null, parameters, new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true });
        return await dialog.Result is { Canceled: false };
    }

    private string[] Disks(List<MachineCommand> commands)
    {
        var machines = inventory.Current.Machines;
        return [.. commands.SelectMany(command => DomainXml.TryParse(machines.GetValueOrDefault(command.Machine)?.Xml, out var domain)
            ? domain.Disks.Where(DiskWords.IsWritable).Select(disk => commands.Count == 1 ? DiskWords.InShort(disk) : $"{Words.Name(command.Target)}, {DiskWords.InShort(disk)}")
            : [])];
    }
}
