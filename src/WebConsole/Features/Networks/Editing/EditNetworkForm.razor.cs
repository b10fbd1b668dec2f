using Libvirt.Xml;
using Microsoft.AspNetCore.Components;
using WebConsole.Access;
using WebConsole.Components.Shared;
using WebConsole.Components.Shared.Forms;
using WebConsole.Features.Networks.Addresses;
using WebConsole.Features.Networks.Forms;
using WebConsole.Features.Networks.Making;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Editing;

/// <summary>The form that edits a network.</summary>
public sealed partial class EditNetworkForm
{
    private NetworkForm? _form;
    private NewNetwork _first = new();

    [Inject]
    private HostNetworks Networks { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override NetworkEdit Arguments => NetworkEdit.Between(_first, _form!.Draft.Asked) with { Version = Definition?.Version };

    protected override void Fill(string xml)
    {
        if (!NetworkXml.TryParse(xml, out var network) || NetworkMode.Of(NetworkWords.Mode(network)) is null)
            return;
        var draft = NetworkDraft.Of(NetworkReader.Of(network));
        _first = draft.Asked;
        _form = new NetworkForm(Host!, Subject, draft, _ => Make(), Networks, () => Inventory.Current);
    }

    /// <summary>All but what is chosen once, when it is made.</summary>
    private IEnumerable<SummaryFact> Facts(NetworkForm form) => NetworkFacts.Of(form.Draft.Asked, Text).Where(fact => fact.Field is not ("start" or "autostart"));

    /// <summary>When what was entered takes effect, without a full stop.</summary>
    private string Effect => NetworkEdit.Fields(_first, _form!.Draft.Asked).Count == 0 ? Text["Nothing changes yet"] : Text[((EditNetwork)Make()).WhenInForce ?? "Not possible yet"];

    /// <summary>How many changes wait for a restart whatever is entered here.</summary>
    private int Waiting => ChangeInWords.Of(PendingNetwork.Of(Inventory.Current.Networks.GetValueOrDefault((Subject.Host, Subject.Uuid)) ?? Subject, Available.May(Right.Operate, Subject.Id))).Count;

    private FormPreview Say()
    {
        var xml = NetworkXml.Parse(Definition!.Xml);
        try
        {
            EditNetwork.Apply(Arguments, xml);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            // A mistake stands at the field.
            return new FormPreview("");
        }
        return Say(Effect, xml.ToXml());
    }

    private void Show(TaskRecord? task) => Navigation.NavigateTo(AppUrls.Network(Subject.Host, Subject.Uuid));
}
