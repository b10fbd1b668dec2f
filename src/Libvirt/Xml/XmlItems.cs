using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>Elements of one kind as a list that can be changed: what <see cref="XmlList{T}"/> and <see cref="XmlTexts"/> share.</summary>
/// <param name="owner">The view's element, from which the path goes down.</param>
/// <param name="path">The path of the elements; with <paramref name="among"/>, of their parent.</param>
/// <param name="among">Selects the children of the parent, if they do not all have one name.</param>
internal sealed class XmlItems(XElement owner, XmlPath path, Func<XElement, bool>? among = null)
{
    /// <summary>The elements that are there now, in the order of the document.</summary>
    public List<XElement> All => among is null
        ? [.. path.FindAll(owner).Where(element => path.Attribute is null || path.Read(element) is not null)]
        : [.. path.FindAll(owner).Elements().Where(among)];

    public string? Read(XElement element) => path.Read(element);

    /// <summary>A new detached element of this kind.</summary>
    /// <exception cref="InvalidOperationException">The elements have different names.</exception>
    public XElement New(string? value = null)
    {
        if (among is not null)
            throw new InvalidOperationException("Elements of several names: say which.");
        XName name = path.Elements[^1];
        // Below an element of its own namespace, the prefix is there already.
        var element = path.Elements.Length > 1 && ((XName)path.Elements[^2]).Namespace == name.Namespace ? new XElement(name) : XmlEdit.New(owner, name);
        if (value is not null)
            XmlEdit.SetValue(element, path.Attribute is null ? "" : "@" + path.Attribute, value);
        return element;
    }

    /// <summary>Adds it after the last of its name, else after the last of all.</summary>
    public XElement Add(XElement item)
    {
        var all = All;
        var last = all.FindLastIndex(element => element.Name == item.Name);
        return Insert(last < 0 ? all.Count : last + 1, item);
    }

    /// <summary>Inserts it at an index; an element that is in a document is copied.</summary>
    public XElement Insert(int index, XElement item)
    {
        var all = All;
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, (uint)all.Count, nameof(index));
        RefuseOthers(item);
        var added = item.Parent is null && item.Document is null ? item : new XElement(item);
        if (index < all.Count)
            XmlEdit.PlaceBefore(all[index], added);
        else if (all.Count > 0)
            XmlEdit.PlaceAfter(all[^1], added);
        else
            XmlEdit.Append(XmlEdit.Make(owner, among is null ? path.Elements[..^1] : path.Elements), added);
        return added;
    }

    /// <summary>Removes it, and parents that become empty.</summary>
    public void RemoveAt(int index) => XmlEdit.RemoveUpTo(owner, All[index]);

    public void Move(int from, int to)
    {
        var all = All;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)to, (uint)all.Count, nameof(to));
        var item = all[from];
        if (from == to)
            return;
        all.RemoveAt(from);
        XmlEdit.Detach(item);
        if (to < all.Count)
            XmlEdit.PlaceBefore(all[to], item);
        else
            XmlEdit.PlaceAfter(all[^1], item);
    }

    private void RefuseOthers(XElement item)
    {
        if (among is null ? item.Name != path.Elements[^1] : !among(item))
            throw new ArgumentException($"A <{item.Name}> does not belong here.", nameof(item));
    }
}
