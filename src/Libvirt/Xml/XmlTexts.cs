using System.Collections;

namespace Libvirt.Xml;

/// <summary>Values of elements of one kind in a living document, such as the numbers of VLANs; otherwise as <see cref="XmlList{T}"/>.</summary>
public sealed class XmlTexts : IReadOnlyList<string>
{
    private readonly XmlItems _items;

    internal XmlTexts(XmlItems items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.All.Count;

    /// <inheritdoc/>
    public string this[int index] => _items.Read(_items.All[index]) ?? "";

    /// <summary>Adds a value at the end.</summary>
    /// <exception cref="ArgumentException">It has a character that XML cannot hold.</exception>
    public void Add(string value) => Insert(Count, value);

    /// <summary>Adds a value at a place.</summary>
    /// <exception cref="ArgumentException">It has a character that XML cannot hold.</exception>
    public void Insert(int index, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _items.Insert(index, _items.New(value));
    }

    /// <summary>Removes the first such value; false if there is none.</summary>
    public bool Remove(string value)
    {
        var index = _items.All.FindIndex(element => _items.Read(element) == value);
        if (index >= 0)
            _items.RemoveAt(index);
        return index >= 0;
    }

    /// <summary>Removes the value at this index.</summary>
    public void RemoveAt(int index) => _items.RemoveAt(index);

    /// <summary>Moves a value to another place; those between make room.</summary>
    public void Move(int from, int to) => _items.Move(from, to);

    /// <summary>Sets the list to these values, in this order. Elements with unchanged values are not touched.</summary>
    /// <exception cref="ArgumentException">One has a character that XML cannot hold; the list is as it was.</exception>
    public void Replace(params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var value in values)
            XmlEdit.RefuseUnspeakable(value);
        for (var i = 0; i < values.Count; i++)
        {
            var stands = this.Skip(i).ToList().IndexOf(values[i]);
            if (stands < 0)
                Insert(i, values[i]);
            else
                Move(i + stands, i);
        }
        while (Count > values.Count)
            RemoveAt(Count - 1);
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _items.All.Select(element => _items.Read(element) ?? "").GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
