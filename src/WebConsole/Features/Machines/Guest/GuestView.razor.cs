using System.Globalization;
using Microsoft.AspNetCore.Components;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Guest;

public sealed partial class GuestView
{
    private readonly CancellationTokenSource _gone = new();
    private GuestAnswer? _answer;
    private GuestAgentState _known = GuestAgentState.Off;
    private FrozenGuest? _frozen;
    private (Guid? Machine, string? Xml, bool IsActive, MachineState State) _seen;
    private bool _reading, _channelComes;

    [Parameter, EditorRequired]
    public required Machine Machine { get; set; }

    /// <summary>How it stands with the agent, by its answer or else by the definition in force.</summary>
    private GuestAgentState State => _frozen is not null ? GuestAgentState.Frozen
        : _known is GuestAgentState.Connected && _answer is { } answer ? answer.State : _known;

    /// <summary>What the agent can be asked to do, for who may have it done.</summary>
    private IReadOnlyList<ObjectAction> Actions => [.. Available.For(Machine).Now.Where(action => action.Tab is "guest")];

    private RenderFragment Install => builder =>
    {
        builder.OpenElement(0, "section");
        builder.AddAttribute(1, "class", "wc-card wc-card-body");
        builder.OpenComponent<InstallAgent>(2);
        builder.AddComponentParameter(3, nameof(InstallAgent.Machine), Machine);
        builder.CloseComponent();
        builder.CloseElement();
    };

    protected override void OnInitialized() => Listen(handler => Frozen.Changed += handler, handler => Frozen.Changed -= handler);

    protected override async Task OnParametersSetAsync()
    {
        if (_seen == (Machine.Id.Uuid, Machine.Xml, Machine.IsActive, Machine.State))
            return;
        if (_seen.Machine != Machine.Id.Uuid)
            _answer = null;
        _seen = (Machine.Id.Uuid, Machine.Xml, Machine.IsActive, Machine.State);
        var before = _known;
        (_known, _frozen) = (GuestAgent.StateOf(Machine), Guests.FrozenOf(Machine));
        _channelComes = _known is GuestAgentState.NoChannel && GuestAgent.HasChannel(Machine.InactiveXml);
        if (_known is GuestAgentState.Connected && (_answer is null || before != _known))
            await ReadAsync();
    }

    protected override bool Refresh()
    {
        var before = _frozen;
        _frozen = Guests.FrozenOf(Machine);
        if (before is not null && _frozen is null)
            _ = ReadAnewAsync();
        return before != _frozen;
    }

    protected override void Dispose(bool disposing)
    {
        _gone.Cancel();
        base.Dispose(disposing);
    }

    private async Task ReadAnewAsync()
    {
        try
        {
            await ReadAsync();
            StateHasChanged();
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private async Task ReadAsync()
    {
        if (_reading || _frozen is not null)
            return;
        _reading = true;
        try
        {
            _answer = await Guests.ReadAsync(Machine, _gone.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
        finally
        {
            _reading = false;
        }
    }

    private ObjectAction? Find(string word) => Available.For(Machine).Find(word);

    private Task AddChannelAsync(ObjectAction action) => Runner.StartAsync(action, Machine, new NewDevice { Kind = "channel" });

    private static string Clocked(DateTimeOffset at) => at.ToLocalTime().ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Title(GuestAgentState state) => state switch
    {
        GuestAgentState.Busy => "The guest agent is busy.",
        GuestAgentState.Refused => "The guest agent refused.",
        _ => "The guest agent does not answer.",
    };

    private static string Advice(GuestAgentState state) => state switch
    {
        GuestAgentState.Busy => "It is asked one thing at a time.",
        GuestAgentState.Refused => "File systems that others have frozen are a usual reason: then thaw them.",
        _ => "See by the console whether the guest still runs, and restart the agent there.",
    };
}
