using System.Xml;
using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.Hypervisor.Definitions;

/// <summary>
/// Edits definitions; no other code does. It reads the definition for the next start with its secrets, refuses when it
/// is not the version that the user saw, changes it through a view, checks it, defines it, and changes the running
/// machine where QEMU supports it. See docs/architecture.md, "Editing definitions".
/// </summary>
public sealed class DefinitionEditor(HypervisorGateway gateway, DefinitionVersions versions, MachineEdges edges)
{
    /// <summary>The name of the step that <see cref="ApplyAsync"/> makes.</summary>
    public const string Step = "Save the definition";

    private const int MostNoted = 20;
    private const int MostReads = 5;

    /// <summary>
    /// The definition for the next start, with its version, as far as someone may read it who may operate the object or
    /// only see it.
    /// </summary>
    /// <param name="id">Whose.</param>
    /// <param name="operates">Whether they may operate it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="person">For whom it is read: people take turns in the lane's queue.</param>
    public async Task<DefinitionText> ReadAsync(ObjectId id, bool operates, CancellationToken cancellation, string? person = null)
    {
        var stands = await LookAsync(id, person, cancellation).ConfigureAwait(false);
        versions.Remember(id, stands.Version, stands.Outline);
        return new DefinitionText(stands.Version, DefinitionMask.For(operates, SafeXml.Format(stands.Secrets.Masked(stands.Root))));
    }

    private Task<Definition> LookAsync(ObjectId id, string? person, CancellationToken cancellation) =>
        gateway.RunAsync(id.Host, DefinitionKind.Of(id).Lane, connection => Read(connection, id), cancellation, person: person);

    /// <summary>The definition in force, which is not for edits: it has no version.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public async Task<string> ReadInForceAsync(ObjectId id, bool operates, CancellationToken cancellation, string? person = null)
    {
        var kind = DefinitionKind.Of(id);
        var (_, root, secrets) = await gateway.RunAsync(id.Host, kind.Lane, connection => Parsed(kind, ReadBoth(secrets => kind.ReadInForce(connection, Uuid(id), secrets))), cancellation, person: person).ConfigureAwait(false);
        return DefinitionMask.For(operates, SafeXml.Format(secrets.Masked(root)));
    }

    /// <summary>Refuses what was made for another version than the one that stands.</summary>
    /// <param name="id">Whose definition.</param>
    /// <param name="seen">The versions of which one must stand.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="person">For whom it is read.</param>
    /// <returns>The version that stands.</returns>
    /// <exception cref="DefinitionChangedException">Another one stands.</exception>
    public async Task<string> CheckAsync(ObjectId id, IReadOnlyList<string> seen, CancellationToken cancellation, string? person = null)
    {
        var stands = await LookAsync(id, person, cancellation).ConfigureAwait(false);
        return seen.Contains(stands.Version) ? stands.Version
            : throw new DefinitionChangedException(seen.Select(version => versions.Recall(id, version)).FirstOrDefault(outline => outline is not null)?.ChangesTo(stands.Outline), stands.Version);
    }

    /// <summary>Returns what an edit would do, without doing it.</summary>
    /// <exception cref="DefinitionChangedException">The definition is not the one that the edit was made for.</exception>
    /// <exception cref="DefinitionException">The edit is invalid.</exception>
    public async Task<DefinitionPreview> PrepareAsync(DefinitionEdit edit, CancellationToken cancellation, string? person = null)
    {
        var stands = await LookAsync(edit.Id, person, cancellation).ConfigureAwait(false);
        RefuseChanged(edit, stands);
        versions.Remember(edit.Id, stands.Version, stands.Outline);
        return Preview(stands, Changed(edit, stands));
    }

    /// <summary>
    /// Applies an edit as steps of an operation; a failure or a cancellation undoes them. The definition is read,
    /// compared and written in one call, so that no other edit of ours can come in between.
    /// </summary>
    /// <returns>What was done.</returns>
    /// <exception cref="DefinitionChangedException">The definition is not the one that the edit was made for.</exception>
    /// <exception cref="DefinitionSchemaException">libvirt's schema refuses it.</exception>
    /// <exception cref="DefinitionException">The edit is invalid.</exception>
    public async Task<DefinitionPreview> ApplyAsync(DefinitionEdit edit, OperationContext context)
    {
        var kind = DefinitionKind.Of(edit.Id);
        DefinitionPreview? preview = null;
        (Definition Before, XElement Wanted, Definition Now)? made = null;
        Definition? stood = null;
        await context.StepAsync(Step, async () =>
        {
            (preview, made) = await context.RunAsync(edit.Id, kind.Lane, connection => Define(connection, kind, edit, context, before => stood = before), "an edit of its definition").ConfigureAwait(false);
        }, "the edited definition", () => stood is null ? Task.CompletedTask : PutBackAsync(edit, kind, stood, made?.Now.Text, context)).ConfigureAwait(false);
        // Paths without values, because viewers read tasks.
        foreach (var change in preview!.Changes.Take(MostNoted))
            context.Note($"{change.Kind}: {change.Path}");
        if (preview.Changes.Count > MostNoted)
            context.Note($"… and {preview.Changes.Count - MostNoted} more");
        if (edit.Id.Machine is { } machine && edit.Reach is not DefinitionReach.NextStart)
        {
            await new LiveEdit(edit, machine, context, edges).ApplyAsync(made is { } done ? new StoredEdit(new DomainXml(done.Before.Root), new DomainXml(done.Wanted), new DomainXml(done.Now.Root)) : null).ConfigureAwait(false);
        }
        return preview;
    }

    /// <param name="connection">Where.</param>
    /// <param name="kind">What it defines.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="context">The task, which signs it.</param>
    /// <param name="writing">Called with the old definition before the new one is written.</param>
    private (DefinitionPreview Preview, (Definition, XElement, Definition)? Made) Define(LibvirtConnection connection, DefinitionKind kind, DefinitionEdit edit, OperationContext context, Action<Definition> writing)
    {
        var before = Read(connection, edit.Id);
        RefuseChanged(edit, before);
        var isPersistent = kind.IsPersistent(connection, Uuid(edit.Id));
        // What runs can be changed all the same.
        if (!isPersistent && (edit.IsWhole || edit.Reach is not DefinitionReach.Running))
            throw new DefinitionException($"The {edit.Id.Kind.ToToken()} exists only while it runs: it has no definition to edit.");
        var after = Changed(edit, before);
        var preview = Preview(before, after);
        if (!isPersistent)
            return (preview, null);
        if (preview.Changes.Count == 0)
            return (preview, null);
        var text = SafeXml.Format(after);
        writing(before);
        using var signature = context.Sign(edit.Id);
        Define(connection, kind, text, before.Text, validate: !edit.AgainstSchema);
        var now = Read(connection, edit.Id);
        signature.Written(now.Shown);
        return (preview, (before, after, now));
    }

    private static void Define(LibvirtConnection connection, DefinitionKind kind, string text, string before, bool validate) =>
        DefinitionErrors.Defining(() => kind.Define(connection, text, validate), text, before);

    /// <summary>Restores the old definition, unless it is still in place: a failed edit may have written nothing.</summary>
    /// <exception cref="DefinitionException">Someone else has written it since: theirs stays.</exception>
    private static async Task PutBackAsync(DefinitionEdit edit, DefinitionKind kind, Definition before, string? written, OperationContext context) =>
        await context.RunAsync(edit.Id, kind.Lane, connection =>
        {
            var stands = kind.Read(connection, Uuid(edit.Id), secrets: true);
            if (written is not null && stands != written && stands != before.Text)
                throw new DefinitionException("Someone else has changed the definition since: it is left as it is.");
            if (stands == before.Text)
                return true;
            using var signature = context.Sign(edit.Id);
            Define(connection, kind, before.Text, before.Text, validate: false);
            signature.Written(connection);
            return true;
        }, "taking back an edit of its definition").ConfigureAwait(false);

    private Definition Read(LibvirtConnection connection, ObjectId id)
    {
        var (kind, uuid) = (DefinitionKind.Of(id), Uuid(id));
        var both = ReadBoth(secrets => kind.Read(connection, uuid, secrets));
        var (shown, root, secrets) = Parsed(kind, both);
        return new Definition(both.Text, shown, root, secrets, versions.Of(id, both.Text), Outline(root, secrets));
    }

    private static (string Shown, XElement Root, DefinitionSecrets Secrets) Parsed(DefinitionKind kind, (string Text, string Shown) both)
    {
        try
        {
            var root = SafeXml.ParseRoot(both.Text, kind.Root);
            return (both.Shown, root, DefinitionSecrets.Of(root, SafeXml.ParseRoot(both.Shown, kind.Root)));
        }
        catch (XmlException)
        {
            // libvirt accepts metadata that no XML parser accepts, such as a prefix without a namespace. The error
            // message must not quote it.
            throw new DefinitionException("Its definition can't be read: it is not well-formed XML.", "Mend it with virsh edit.");
        }
    }

    /// <summary>
    /// The definition with its secrets and without, of one moment: compared with one from before or after an edit, a
    /// secret would pass for none.
    /// </summary>
    internal static (string Text, string Shown) ReadBoth(Func<bool, string> read)
    {
        var text = read(true);
        for (var tries = 0; tries < MostReads; tries++)
        {
            var shown = read(false);
            var before = text;
            text = read(true);
            if (text == before)
                return (text, shown);
        }
        throw new DefinitionException("Its definition changes all the time.", "Try again when nobody else edits it.");
    }

    private static XElement Changed(DefinitionEdit edit, Definition stands)
    {
        XElement after;
        try
        {
            after = edit.Change(new XDocument(stands.Root).Root!);
            edit.Check?.Invoke(stands.Root, after);
        }
        catch (ArgumentException error)
        {
            throw new DefinitionException(error.Message, null, error);
        }
        if (edit.Id.Machine is not null && OpenDisplays.Opened(new DomainXml(stands.Root), new DomainXml(after)))
            throw new DefinitionException(OpenDisplays.NeedsPassword, "Set a password, or another address.");
        // libvirt would define a second object.
        if (after.Element("uuid")?.Value.Trim() is var uuid && (!Guid.TryParse(uuid, out var written) || written != Uuid(edit.Id)))
            throw new DefinitionException("The definition has another UUID, or none: that would be another object.", "Leave the element uuid as it is.");
        return after;
    }

    private DefinitionPreview Preview(Definition before, XElement after)
    {
        var changes = before.Outline.ChangesTo(Outline(after, before.Secrets));
        if (changes.Count == 0 && !XNode.DeepEquals(Bare(before.Root), Bare(after)))
            changes = [new DefinitionChange("", DefinitionChangeKind.Reordered, null, null)];
        return new DefinitionPreview(before.Version, SafeXml.Format(before.Secrets.Masked(before.Root)), SafeXml.Format(before.Secrets.Masked(after)), changes);
    }

    private void RefuseChanged(DefinitionEdit edit, Definition stands)
    {
        if (edit.Version is { } seen && seen != stands.Version)
            throw new DefinitionChangedException(versions.Recall(edit.Id, seen)?.ChangesTo(stands.Outline), stands.Version);
    }

    private DefinitionOutline Outline(XElement root, DefinitionSecrets secrets) => DefinitionOutline.Of(root, secrets, versions.DigestOf);

    /// <summary>Without attributes and elements that libvirt ignores.</summary>
    private static XElement Bare(XElement root)
    {
        var copy = new XElement(root);
        copy.DescendantNodes().Where(node => node is XComment || (node is XText text && string.IsNullOrWhiteSpace(text.Value) && text.Parent!.HasElements)).ToList().ForEach(node => node.Remove());
        return copy;
    }

    private static Guid Uuid(ObjectId id) => id.Uuid ?? throw new DefinitionException($"{id} is no object with a definition.");

    /// <summary>The current definition. It holds secrets, so it is never stored or shown.</summary>
    private sealed record Definition(string Text, string Shown, XElement Root, DefinitionSecrets Secrets, string Version, DefinitionOutline Outline)
    {
        public override string ToString() => Version;
    }
}
