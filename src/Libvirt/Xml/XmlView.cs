using System.Globalization;
using System.Xml.Linq;
using Libvirt.Native;

namespace Libvirt.Xml;

/// <summary>
/// A typed view of one element of a live document. Properties read the document each time and write only their node, so
/// content that a view does not know (comments, newer elements, foreign namespaces) survives every edit. A missing or
/// invalid value is <c>null</c> and never an exception. libvirt's names (types, models, modes) stay strings, because
/// newer versions add new ones. All values are as trustworthy as the author of the definition.
/// </summary>
/// <remarks>Not for use by several threads at once while one of them writes.</remarks>
public abstract class XmlView
{
    private protected XmlView(XElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        Element = element;
    }

    /// <summary>The element below this view.</summary>
    public XElement Element { get; }

    /// <summary>The element as text, with everything in it.</summary>
    public string ToXml() => SafeXml.Format(Element);

    private protected string? Get(XmlPath path) => path.Read(path.Find(Element));

    private protected void Set(XmlPath path, string? value) => XmlEdit.SetValue(Element, path, value);

    /// <summary>
    /// Text that people write. In the document a backslash before <c>xe9</c> is escaped, because there that would be a byte of a
    /// name; here each letter stands for itself.
    /// </summary>
    private protected string? GetWords(XmlPath path) => Get(path) is { } escaped ? NativeText.Literal(escaped) : null;

    private protected void SetWords(XmlPath path, string? value) => Set(path, value is null ? null : NativeText.Escape(value));

    private protected int? GetInt(XmlPath path) =>
        int.TryParse(Get(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    private protected long? GetLong(XmlPath path) =>
        long.TryParse(Get(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    // A setter does not change a text that already has the value in another spelling ("08", upper case).
    private protected void SetNumber(XmlPath path, long? value)
    {
        if (GetLong(path) != value)
            Set(path, value?.ToString(CultureInfo.InvariantCulture));
    }

    private protected Guid? GetUuid(XmlPath path) => Guid.TryParse(Get(path), out var value) ? value : null;

    private protected void SetUuid(XmlPath path, Guid? value)
    {
        if (GetUuid(path) != value)
            Set(path, value?.ToString("D"));
    }

    private protected bool? GetYesNo(XmlPath path) => Get(path) switch { "yes" => true, "no" => false, _ => null };

    private protected void SetYesNo(XmlPath path, bool? value)
    {
        if (GetYesNo(path) != value)
            Set(path, value switch { true => "yes", false => "no", _ => null });
    }

    private protected bool? GetOnOff(XmlPath path) => Get(path) switch { "on" => true, "off" => false, _ => null };

    private protected void SetOnOff(XmlPath path, bool? value)
    {
        if (GetOnOff(path) != value)
            Set(path, value switch { true => "on", false => "off", _ => null });
    }

    /// <summary>Whether the element or attribute exists, whatever its value is.</summary>
    private protected bool Has(XmlPath path) => path.Attribute is null ? path.Find(Element) is not null : Get(path) is not null;

    private protected void SetHas(XmlPath path, bool value)
    {
        if (value)
            XmlEdit.Make(Element, path.Elements);
        else
            Set(path, null);
    }

    /// <summary>A size in bytes of an element with a <c>unit</c> attribute, which defaults to <paramref name="unit"/>.</summary>
    private protected long? GetBytes(XmlPath path, string unit)
    {
        var element = path.Find(Element);
        return XmlUnits.ToBytes(path.Read(element), element?.Attribute("unit")?.Value ?? unit);
    }

    /// <summary>Writes a size in the present unit, or in bytes if the unit does not divide it.</summary>
    private protected void SetBytes(XmlPath path, long? value, string unit)
    {
        if (GetBytes(path, unit) == value)
            return;
        var there = path.Find(Element);
        if (there is not null && XmlUnits.BytesOf(there.Attribute("unit")?.Value ?? unit) is { } size && value % size == 0)
        {
            Set(path, Text(value / size));
            return;
        }
        Set(path, Text(value));
        if (value is not null)
            path.Find(Element)!.SetAttributeValue("unit", "b");

        static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The values of all elements or attributes at the path.</summary>
    private protected XmlTexts Texts(XmlPath path) => new(new XmlItems(Element, path));

    /// <summary>Views on all elements at the path.</summary>
    private protected XmlList<T> Views<T>(XmlPath path, Func<XElement, T> lay) where T : XmlView => new(new XmlItems(Element, path), lay);

    /// <summary>Views on the children of the element at the path, whatever their names; by default, foreign ones are left out.</summary>
    private protected XmlList<T> Children<T>(XmlPath path, Func<XElement, T> lay, Func<XElement, bool>? among = null) where T : XmlView =>
        new(new XmlItems(Element, path, among ?? (e => e.Name.Namespace == XNamespace.None)), lay);

    /// <summary>A view on the first element at the path.</summary>
    private protected T? View<T>(XmlPath path, Func<XElement, T> lay) where T : XmlView =>
        path.Find(Element) is { } element ? lay(element) : null;
}
