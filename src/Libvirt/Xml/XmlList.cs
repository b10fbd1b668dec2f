using System.Collections;
using System.Xml.Linq;

namespace Libvirt.Xml;

/// <summary>
/// Elements of one kind in a living document, each under a view. It shows the current document. Added elements get the
/// indentation of their siblings, and removing the last one removes parents that become empty.
/// </summary>
/// <remarks>While it is enumerated, the elements may be changed, the list too.</remarks>
/// <typeparam name="T">The view on each element.</typeparam>
public sealed class XmlList<T> : IReadOnlyList<T> where T : XmlView
{
    private readonly XmlItems _items;
    private readonly Func<XElement, T> _lay;

    internal XmlList(XmlItems items, Func<XElement, T> lay) => (_items, _lay) = (items, lay);

    /// <summary>How many there are.</summary>
    public int Count => _items.All.Count;

    /// <summary>The one at this place, in the order of the document.</summary>
    public T this[int index] => _lay(_items.All[index]);

    /// <summary>Adds an empty element and returns its view.</summary>
    /// <exception cref="InvalidOperationException">The list has elements of several names.</exception>
    public T Add() => _lay(_items.Add(_items.New()));

    /// <summary>Adds one that was made elsewhere, after the last of its kind; one that stands in a document is copied.</summary>
    /// <returns>The view on what stands in this document now.</returns>
    /// <exception cref="ArgumentException">It is of a kind that does not belong here.</exception>
    public T Add(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return _lay(_items.Add(item.Element));
    }

    /// <summary>As <see cref="Add(T)"/>, at a place of the list.</summary>
    public T Insert(int index, T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return _lay(_items.Insert(index, item.Element));
    }

    /// <summary>Removes the element of a view; false if it is not in the list.</summary>
    public bool Remove(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var index = _items.All.IndexOf(item.Element);
        if (index >= 0)
            _items.RemoveAt(index);
        return index >= 0;
    }

    /// <summary>Removes the element at this index.</summary>
    public void RemoveAt(int index) => _items.RemoveAt(index);

    /// <summary>Moves one to another place; those between make room.</summary>
    public void Move(int from, int to) => _items.Move(from, to);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _items.All.Select(_lay).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
