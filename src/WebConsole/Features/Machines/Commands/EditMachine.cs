using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using Libvirt.Xml;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared;
using WebConsole.Features.Machines.Forms;
using WebConsole.Features.Machines.Parts;
using WebConsole.Hardware;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo.Defaults;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Commands;

/// <summary>
/// Changes a machine's words, which take effect at once, and its processors and memory, as far as the running machine can take them.
/// </summary>
public sealed record EditMachine : ActionOperation
{
    private static readonly FormAction<Machine, MachineChanges> Words = new("edit")
    {
        Doing = "edited",
        Label = "Edit",
        Effect = "Changes title, description, tags, notes, autostart, processors and memory.",
        Icon = Icons.Material.Outlined.Edit,
        Needs = Right.Configure,
        Method = HttpMethods.Patch,
        Path = "",
        Applies = machine => machine.Persistent,
        Drawn = typeof(EditMachineForm),
        Make = MadeWithServices,
    };

    public required MachineId Machine { get; init; }

    public required MachineChanges Changes { get; init; }

    /// <summary>The machine as it is shown, for its limits and <see cref="VirshLine"/>.</summary>
    public required Machine Known { get; init; }

    public required string Uri { get; init; }

    public required DefinitionEditor Editor { get; init; }

    /// <summary>What the host offers; where it is not known, libvirt judges.</summary>
    public HostOffers? Offers { get; init; }

    public override ObjectId Subject => Machine;

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. new (string Name, string? Value)[] { ("title", Changes.Title), ("description", Changes.Description is { } text ? $"{text.Length} letters" : null), ("tags", Changes.Tags is { } tags ? string.Join(' ', tags) : null),
            ("notes", Changes.Notes is { } notes ? $"{notes.Length} letters" : null), ("icon", Changes.Icon), ("protected", Changes.Protected is { } isProtected ? (isProtected ? "yes" : "no") : null),
            ("vcpus", Text(Changes.Vcpus)), ("maxVcpus", Text(Changes.MaxVcpus)), ("memory", Text(Changes.Memory)), ("maxMemory", Text(Changes.MaxMemory)), ("apply", Changes.Apply) }
            .Concat(Changes.Parts.Select(part => (Name: part.Part, Value: (string?)part.Audited))).Where(parameter => parameter.Value is not null).Select(parameter => (parameter.Name, parameter.Value!)),
    ];

    public override string VirshLine => string.Join('\n', Commands().Select(command => VirshCommand.ForMachine(Uri, command.Before, Machine, Target) + command.After));

    /// <summary>libvirt reads files of the host as root, and others share its memory and its boot.</summary>
    public override IEnumerable<(Right Right, ObjectId On)> AlsoNeeds => Changes.Parts.Any(part => part.ReachesHost) ? [(Right.Configure, ObjectId.OfHost(Host))] : [];

    protected override ObjectAction Of => Words;

    /// <summary>It names the part where there is but one, so that a list of tasks tells them apart.</summary>
    public override string Verb => Changed.Distinct().ToArray() is [var part] ? $"change the {part} of" : base.Verb;

    private IEnumerable<string> Changed =>
    [
        .. Changes is { Title: null, Description: null, Tags: null, Notes: null, Icon: null } ? Array.Empty<string>() : ["description"],
        .. Changes.Protected is null ? Array.Empty<string>() : ["protection"],
        .. Changes is { Vcpus: null, MaxVcpus: null } ? Array.Empty<string>() : ["processors"],
        .. Changes is { Memory: null, MaxMemory: null } ? Array.Empty<string>() : ["memory"],
        .. Changes.Parts.Select(part => part switch
        {
            CpuChanges or PlacementChanges => "processors",
            MemoryBackingChanges or MemoryLimitsChanges or MemoryModulesChanges or NumaChanges => "memory",
            AutostartChanges => "autostart",
            _ => "start",
        }),
    ];

    public static ObjectAction AsAction(DefinitionEditor editor, HostOffers? offers = null) => Words with
    {
        Make = (machine, host, changes) => new EditMachine { Machine = machine.Id, Known = machine, Target = machine.Name, Uri = host.Uri, Changes = changes, Editor = editor, Offers = offers },
    };

    /// <summary>Applies the changes to a definition.</summary>
    public static void Apply(MachineChanges changes, DomainXml domain)
    {
        ApplyNow(changes, domain);
        foreach (var part in changes.Parts.Where(part => part.IsForStart))
            part.Apply(domain);
    }

    /// <summary>Applies those that a running machine may take.</summary>
    private static void ApplyNow(MachineChanges changes, DomainXml domain)
    {
        if (changes.Title is { } title)
            domain.Title = string.IsNullOrWhiteSpace(title) ? null : title;
        if (changes.Description is { } description)
            domain.Description = string.IsNullOrWhiteSpace(description) ? null : description;
        if (changes.Tags is { } tags && !domain.Tags.SequenceEqual(tags))
            domain.Tags.Replace(tags);
        if (changes.Notes is { } notes)
            domain.Notes = string.IsNullOrWhiteSpace(notes) ? null : notes;
        if (changes.Icon is { } icon)
            domain.Icon = icon.Length == 0 ? null : icon;
        if (changes.Protected is { } isProtected)
            domain.Protected = isProtected;
        ResourceChanges.Of(changes).Apply(domain);
        foreach (var part in changes.Parts.Where(part => !part.IsForStart))
            part.Apply(domain);
    }

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Machines.ContainsKey(Machine) ? null : $"There is no machine {Machine.Uuid:D} on {Host} (any more).");

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => new (string Argument, string? Mistake)[]
    {
        ("title", MachineTexts.TitleMistake(Changes.Title)), ("description", MachineTexts.DescriptionMistake(Changes.Description)), ("tags", MachineTexts.TagsMistake(Changes.Tags)),
        ("notes", MachineTexts.DescriptionMistake(Changes.Notes)), ("icon", OneOf.MistakeUnlessEmpty(Changes.Icon, MachineIcons.Names)),
    }.Concat(DomainXml.TryParse(Known.InactiveXml ?? Known.Xml, out var stands) ? MistakesIn(stands, inventory, Offers?.Known(Host, stands)) : [])
        .Where(check => check.Mistake is not null).ToDictionary(check => check.Argument, check => new[] { check.Mistake! });

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) => DomainXml.TryParse(Known.InactiveXml ?? Known.Xml, out var stands) ? WarningsIn(stands, inventory, Offers?.Known(Host, stands)) : [];

    private ImmutableArray<FieldNote> WarningsIn(DomainXml stands, InventorySnapshot inventory, HostOffer? offer) =>
        [.. ResourceChanges.Of(Changes).Doubts(stands).Concat(Changes.Parts.SelectMany(part => part.Warnings(ContextOf(stands, inventory, offer)))).Where(doubt => doubt.Text is not null).Select(doubt => new FieldNote(doubt.Argument, doubt.Text!))];

    public override async Task ExecuteAsync(OperationContext context)
    {
        // The limits may have changed since: libvirt cuts silently to them.
        var xml = await context.RunAsync(Machine, Lane, domain => domain.GetXml(DomainXmlFlags.Inactive), Action).ConfigureAwait(false);
        if (DomainXml.TryParse(xml, out var stands))
        {
            var offer = Offers is null || Changes.Parts.IsEmpty ? null : await Offers.GetAsync(Host, stands, context.Cancellation).ConfigureAwait(false);
            if (MistakesIn(stands, context.Inventory, offer).FirstOrDefault(check => check.Mistake is not null) is { Mistake: { } mistake } wrong)
                throw new OperationFailedException($"{wrong.Argument}: {mistake}", "Its definition was changed meanwhile: open the form again.");
            context.Note(WarningsIn(stands, context.Inventory, offer));
        }
        await Editor.ApplyAsync(DefinitionEdit.OfMachine(Machine, domain => Apply(Changes, domain), whileRunning: domain => ApplyNow(Changes, domain)) with { Version = Changes.Version, Reach = ResourceChanges.ReachOf(Changes) }, context).ConfigureAwait(false);
        if (Changes.Autostart?.IsByLibvirt is { } enabled)
            await context.StepAsync(enabled ? "Switch on libvirt's autostart" : "Switch off libvirt's autostart", () => context.RunAsync(Machine, Lane, domain => SetAutostart(domain, enabled), Action)).ConfigureAwait(false);
    }

    private IEnumerable<(string Argument, string? Mistake)> MistakesIn(DomainXml stands, InventorySnapshot inventory, HostOffer? offer)
    {
        var context = ContextOf(stands, inventory, offer);
        return ResourceChanges.Mistakes(Changes, stands, context.Host).Concat(Changes.Parts.SelectMany(part => part.Mistakes(context)));
    }

    private PartContext ContextOf(DomainXml stands, InventorySnapshot inventory, HostOffer? offer) =>
        new(stands, inventory.Host(Host), offer ?? new HostOffer(null), Changes.MaxVcpus ?? stands.VirtualCpus ?? 1) { Asked = Changes };

    private IEnumerable<(string Before, string After)> Commands()
    {
        if (Changes.Title is { } title)
            yield return ("desc --title", $" {VirshCommand.Option("new-desc", title.Trim().Length > 0 ? title : "")}");
        if (Changes.Description is { } description)
            yield return ("desc", $" {VirshCommand.Option("new-desc", description)}");
        if (IsOwn)
            yield return ("edit", "");
        foreach (var arguments in ResourceChanges.VirshArguments(Changes, Known))
            yield return arguments.LastIndexOf(' ') is > 0 and var end ? (arguments[..end], arguments[end..]) : (arguments, "");
        if (!DomainXml.TryParse(Known.InactiveXml ?? Known.Xml, out var stands))
            yield break;
        var running = Known.IsActive && Changes.Apply is not "next" && DomainXml.TryParse(Known.Xml, out var live) ? live : null;
        foreach (var line in Changes.Parts.SelectMany(part => part.Lines(running, stands)).Where(line => !IsOwn || line.Before != "edit").Distinct())
            yield return line;
    }

    /// <summary>Whether it changes our own metadata, for which virsh has no words but the definition's.</summary>
    private bool IsOwn => Changes is not { Tags: null, Notes: null, Icon: null, Protected: null };

    /// <summary>The test driver has none, and there is none to switch off.</summary>
    private static void SetAutostart(Domain domain, bool enabled)
    {
        if (domain.Autostart != enabled)
            domain.SetAutostart(enabled);
    }

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);
}
