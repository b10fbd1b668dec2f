using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Provisioning.Commands;
using WebConsole.Features.Provisioning.Forms;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Provisioning;

public sealed partial class NewMachinePage
{
    private readonly CancellationTokenSource _gone = new();

    /// <summary>The host and the link with which the form began.</summary>
    private (string? Host, MachineLink Link)? _begun;

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    [SupplyParameterFromQuery]
    public string? From { get; set; }

    /// <summary>The image, or medium, as <c>POOL/VOLUME</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Image { get; set; }

    [SupplyParameterFromQuery]
    public string? Name { get; set; }

    [SupplyParameterFromQuery]
    public string? Os { get; set; }

    /// <summary>The name of a preset.</summary>
    [SupplyParameterFromQuery]
    public string? Preset { get; set; }

    /// <summary>The machine that is copied, by its UUID.</summary>
    [SupplyParameterFromQuery(Name = "machine")]
    public string? Original { get; set; }

    // As text, since a link may hold anything.
    [SupplyParameterFromQuery]
    public string? Vcpus { get; set; }

    [SupplyParameterFromQuery]
    public string? Memory { get; set; }

    [SupplyParameterFromQuery]
    public string? Network { get; set; }

    [SupplyParameterFromQuery]
    public string? Initrd { get; set; }

    [SupplyParameterFromQuery]
    public string? Arguments { get; set; }

    [SupplyParameterFromQuery]
    public string? Tree { get; set; }

    [Inject]
    private MachineForm Machine { get; set; } = null!;

    [Inject]
    private VisibleInventory Inventory { get; set; } = null!;

    [Inject]
    private VisibleTasks Tasks { get; set; } = null!;

    [Inject]
    private AvailableActions Available { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>The hosts on which the user may make machines.</summary>
    private IReadOnlyList<Choice<string>> Hosts => [.. Inventory.Current.Hosts.Where(host => host.Name == Machine.Host || MayMakeOn(host)).Select(host => new Choice<string>(host.Name, host.Name))];

    private MachineLink Link => new(From, Image, Name, Os, Preset, Original, Vcpus, Memory, Network, Initrd, Arguments, Tree);

    protected override void OnInitialized()
    {
        _ends = [new(true, Text["Start it"]) { Second = Text["and open its console"] }, new(false, Text["Don't start it"]) { Second = Text["and open its hardware"] }];
        Listen(Inventory, change => change.Touches(ObjectKind.Host) || (Machine.Host is { } host && change.TouchesPartsOf(host)));
        // What is fetched or made can't be chosen until it is there.
        Listen(handler => Tasks.Changed += handler, handler => Tasks.Changed -= handler, () => Machine.WorkHasChanged);
        Machine.Left = _gone.Token;
    }

    /// <summary>Another link to the open page begins a new form.</summary>
    protected override Task OnParametersSetAsync()
    {
        if (_begun == (Host, Link))
            return Task.CompletedTask;
        _begun = (Host, Link);
        Machine.Host = Host ?? Inventory.Current.Hosts.FirstOrDefault(MayMakeOn)?.Name ?? Inventory.Current.Hosts.FirstOrDefault()?.Name;
        return Machine.BeginAsync(Link);
    }

    protected override bool Refresh()
    {
        if (Machine.Look())
            _ = OpenAsync();
        return true;
    }

    /// <summary>What the link names has been read by now.</summary>
    private async Task OpenAsync()
    {
        try
        {
            await Machine.OpenAsync();
            StateHasChanged();
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private bool MayMakeOn(HostStatus host) => (Available.For(host).Find(CreateMachine.Word) ?? Available.For(host).Find(CreateContainer.Word)) is not null;

    private FormPreview? Say() => MachinePreview.Of(Machine, Text, EventCallback.Factory.Create(this, Machine.EditDefinition));

    /// <summary>The console of a machine that was started; of one that was not, what is set before its start.</summary>
    private string? TabOf(TaskRecord task) => Machine.Draft is { WillStart: false, Source: not MachineSource.Copy } ? "hardware" : Machine.Draft.WillStart && task.EndedAt is not null ? Machine.ConsoleTab : null;

    private void Show(TaskRecord? task)
    {
        if (Machine.IsSeries && task is not null)
        {
            Navigation.NavigateTo(AppUrls.PartsOf(task.Id));
            return;
        }
        var made = task?.Result?.Id.Machine;
        Navigation.NavigateTo(made is { } machine ? AppUrls.Machine(machine, TabOf(task!)) : task is null ? AppUrls.Machines : AppUrls.Task(task.Id));
    }

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
        base.Dispose(disposing);
    }
}
