using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>An edit of one object's definition: what it is made on, what it does, and how far it goes. Can be prepared and applied any number of times.</summary>
public sealed record DefinitionEdit
{
    private DefinitionEdit(ObjectId id, Func<XElement, XElement> change) => (Id, Change) = (id, change);

    public ObjectId Id { get; }

    /// <summary>The version that the user looked at; an edit of another one is refused. <c>null</c>: whatever stands.</summary>
    public string? Version { get; init; }

    /// <summary>What becomes of a machine that runs.</summary>
    public DefinitionReach Reach { get; init; } = DefinitionReach.WherePossible;

    /// <summary>Saves what libvirt takes and its schema does not, as someone wants who was warned.</summary>
    public bool AgainstSchema { get; init; }

    /// <summary>From the root of a definition with its secrets, which it may change, to that of the new one.</summary>
    internal Func<XElement, XElement> Change { get; }

    public static DefinitionEdit OfMachine(MachineId id, Action<DomainXml> change) => new(id, Through(root => change(new DomainXml(root))));

    public static DefinitionEdit OfNetwork(string host, Guid uuid, Action<NetworkXml> change) =>
        new(ObjectId.Network(host, uuid), Through(root => change(new NetworkXml(root))));

    public static DefinitionEdit OfPool(string host, Guid uuid, Action<StoragePoolXml> change) =>
        new(ObjectId.Pool(host, uuid), Through(root => change(new StoragePoolXml(root))));

    /// <summary>Puts a whole text in its place, as somebody edited it by hand; masks in it stand for the secrets that were there.</summary>
    public static DefinitionEdit OfText(ObjectId id, string text) => new(id, before =>
    {
        var after = Parse(text, before.Name.LocalName);
        DefinitionSecrets.PutBack(after, before);
        return after;
    });

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
            throw new DefinitionException(error.LineNumber > 0 ? $"Line {error.LineNumber}, column {error.LinePosition}: {error.Message}" : error.Message, null, error);
        }
    }
}

/// <summary>How far an edit of a running machine goes. The definition for the next start is always changed.</summary>
public enum DefinitionReach
{
    /// <summary>The machine goes on as it is.</summary>
    NextStart,

    /// <summary>It changes too where QEMU can; the rest waits for the next start.</summary>
    WherePossible,

    /// <summary>It changes too, or nothing does.</summary>
    Running,
}
