using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// An edit of one object's definition: the base version, the change, and whether it also changes the running machine.
/// It can be previewed and applied any number of times.
/// </summary>
public sealed record DefinitionEdit
{
    private DefinitionEdit(ObjectId id, Func<XElement, XElement> change) => (Id, Change) = (id, change);

    public ObjectId Id { get; }

    /// <summary>
    /// The version that the user saw. The edit is refused when the definition has another version. <c>null</c> accepts
    /// any version.
    /// </summary>
    public string? Version { get; init; }

    /// <summary>What happens to the machine if it is running.</summary>
    public DefinitionReach Reach { get; init; } = DefinitionReach.WherePossible;

    /// <summary>
    /// Saves a definition that libvirt accepts and its schema does not; for users who have confirmed the warning.
    /// </summary>
    public bool AgainstSchema { get; init; }

    /// <summary>Opens the tray of a drive whose medium is changed, even if the guest has locked it.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// Refuses what may not be changed, by a <see cref="DefinitionException"/>: it gets the stored definition and what the edit makes of
    /// it, both with their secrets.
    /// </summary>
    internal Action<XElement, XElement>? Check { get; init; }

    /// <summary>
    /// Whether it writes a definition, or a part of one, that was made of a stored one. The running machine has no such definition: it
    /// gets what the stored one gained and lost. Any other edit is made on the running machine's definition, too.
    /// </summary>
    internal bool IsWhole { get; private init; }

    /// <summary>
    /// Changes the root element of a definition, secrets included, and returns the root of the new definition.
    /// </summary>
    internal Func<XElement, XElement> Change { get; }

    /// <summary>The same on the definition of the running machine, which gets less where a part of it waits for a start.</summary>
    internal Func<XElement, XElement> ChangeRunning { get => field ?? Change; private init; }

    /// <param name="id">The machine.</param>
    /// <param name="change">Changes the stored definition.</param>
    /// <param name="whileRunning">Changes the definition in force; <c>null</c> for the same.</param>
    public static DefinitionEdit OfMachine(MachineId id, Action<DomainXml> change, Action<DomainXml>? whileRunning = null) =>
        new(id, Through(root => change(new DomainXml(root)))) { ChangeRunning = Through(root => (whileRunning ?? change)(new DomainXml(root))) };

    public static DefinitionEdit OfNetwork(string host, Guid uuid, Action<NetworkXml> change) =>
        new(ObjectId.Network(host, uuid), Through(root => change(new NetworkXml(root))));

    public static DefinitionEdit OfPool(string host, Guid uuid, Action<StoragePoolXml> change) =>
        new(ObjectId.Pool(host, uuid), Through(root => change(new StoragePoolXml(root))));

    /// <summary>
    /// Replaces the whole definition by a text that a user edited. Masks in the text stand for the old secrets.
    /// </summary>
    /// <param name="id">Whose definition.</param>
    /// <param name="text">The new one.</param>
    public static DefinitionEdit OfText(ObjectId id, string text) => new(id, before =>
    {
        var after = Parse(text, before.Name.LocalName);
        DefinitionSecrets.PutBack(after, before);
        return after;
    })
    { IsWhole = true };

    /// <summary>Brings back a definition of the history, or one part of it; see <see cref="KeptRestore"/>.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="kept">The definition as the history has it.</param>
    /// <param name="part">The part, such as <c>devices/disk[vda]</c>; <c>null</c> for all of it.</param>
    public static DefinitionEdit OfKept(ObjectId id, string kept, string? part) => new(id, before =>
    {
        var then = Parse(kept, before.Name.LocalName);
        return part is null ? KeptRestore.Whole(before, then) : KeptRestore.Part(before, then, part);
    })
    { IsWhole = true };

    /// <summary>What is wrong with a text, with its place.</summary>
    internal static string Said(XmlException error) => XmlMistake.Of(error) is var words && error.LineNumber > 0 ? $"Line {error.LineNumber}, column {error.LinePosition}: {words}" : words;

    private static Func<XElement, XElement> Through(Action<XElement> change) => root =>
    {
        change(root);
        return root;
    };

    private static XElement Parse(string text, string root)
    {
        try
        {
            return SafeXml.ParseRoot(text, root);
        }
        catch (XmlException error)
        {
            throw new DefinitionException(Said(error), null, error);
        }
    }
}

/// <summary>How far an edit of a running machine goes. The definition for the next start is always changed.</summary>
public enum DefinitionReach
{
    /// <summary>The running machine does not change.</summary>
    NextStart,

    /// <summary>The running machine changes as far as QEMU supports it; the rest takes effect at the next start.</summary>
    WherePossible,

    /// <summary>The running machine changes completely, or the edit fails.</summary>
    Running,
}
