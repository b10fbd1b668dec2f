using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Commands;
using WebConsole.Features.Networks.Forms;
using WebConsole.Features.Networks.Making;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Networks;

/// <summary>The page that makes a network.</summary>
public sealed partial class NewNetworkPage
{
    private string? _host;
    private NetworkForm? _form;

    [SupplyParameterFromQuery]
    public string? Host { get; set; }

    [Inject]
    private VisibleInventory Inventory { get; set; } = null!;

    [Inject]
    private AvailableActions Available { get; set; } = null!;

    [Inject]
    private ActionRegistry Registry { get; set; } = null!;

    [Inject]
    private HostNetworks Networks { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private ObjectAction Action => Registry.Find(ObjectKind.Host, CreateNetwork.Word)!;

    private HostStatus? Chosen => Inventory.Current.Host(_host ?? "");

    private NetworkDraft Draft => _form!.Draft;

    protected override void OnInitialized()
    {
        _host = Host ?? Inventory.Current.Hosts.FirstOrDefault()?.Name;
        Begin();
    }

    /// <summary>On another host other addresses are free, and other cards are there.</summary>
    private void Begin() => _form = Chosen is { } on ? new NetworkForm(on, Action, Networks, () => Inventory.Current) : null;

    private FormPreview Say()
    {
        var facts = NetworkFacts.Of(Draft.Asked, Text).ToList();
        var written = NetworkRecipe.TryWrite(Draft.Asked);
        return new(string.Join(" · ", facts.Take(3).Select(fact => fact.Value)))
        {
            After = written,
            Words = [.. facts.Select(fact => $"{fact.Label}: {fact.Value}")],
            Virsh = written is null ? null : _form!.Operation.VirshLine,
        };
    }

    private void Show(TaskRecord? task) => Navigation.NavigateTo(task?.Result is { } made ? AppUrls.Of(made.Id) ?? AppUrls.Networks : AppUrls.Networks);
}
