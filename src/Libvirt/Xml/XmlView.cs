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
public abstract partial class XmlView
{
    private readonly XmlPath _at;

    private protected XmlView(XElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        Element = element;
    }

    /// <summary>
    /// A part of another view, which says together what several kinds of element share. Its own element is made with the
    /// first value and removed with the last.
    /// </summary>
    private protected XmlView(XmlView whole, XmlPath at) => (Element, _at) = (whole.Element, whole._at.Then(at));

    /// <summary>The element below this view; of a part, that of the view which it is a part of.</summary>
    public XElement Element { get; }

    /// <summary>The element as text, with everything in it; empty for a part that is not there.</summary>
    public string ToXml() => _at.Find(Element) is { } element ? SafeXml.Format(element) : "";

    private protected string? Get(XmlPath path) => _at.Then(path).ReadFrom(Element);

    /// <summary>Writes a text, unless it stands there.</summary>
    private protected void Set(XmlPath path, string? value)
    {
        if (Get(path) != value)
            XmlEdit.SetValue(Element, _at.Then(path), value);
    }

    /// <summary>
    /// Text that people write. In the document a backslash before <c>xe9</c> is escaped, because there that would be a byte of a
    /// name; here each letter stands for itself.
    /// </summary>
    private protected string? GetWords(XmlPath path) => Get(path) is { } escaped ? NativeText.Literal(escaped) : null;

    private protected void SetWords(XmlPath path, string? value) => Set(path, value is null ? null : NativeText.Escape(value));

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

    /// <summary>A value that is <c>yes</c> or left out: the schema has no word for no.</summary>
    private protected bool GetYes(XmlPath path) => GetYesNo(path) ?? false;

    private protected void SetYes(XmlPath path, bool value)
    {
        if (GetYes(path) != value)
            Set(path, value ? "yes" : null);
    }

    private protected bool? GetOnOff(XmlPath path) => Get(path) switch { "on" => true, "off" => false, _ => null };

    private protected void SetOnOff(XmlPath path, bool? value)
    {
        if (GetOnOff(path) != value)
            Set(path, value switch { true => "on", false => "off", _ => null });
    }

    /// <summary>Whether the element or attribute exists, whatever its value is.</summary>
    private protected bool Has(XmlPath path) => path.Attribute is null ? _at.Then(path).Find(Element) is not null : Get(path) is not null;

    private protected void SetHas(XmlPath path, bool value)
    {
        if (value)
            XmlEdit.Make(Element, _at.Then(path).Elements);
        else
            Remove(path);
    }

    /// <summary>Removes the first element at the path, with all that is in it.</summary>
    private protected void Remove(XmlPath path)
    {
        if (_at.Then(path).Find(Element) is { } element)
            XmlEdit.RemoveWhole(Element, element);
    }

    /// <summary>The values of all elements or attributes at the path.</summary>
    private protected XmlTexts Texts(XmlPath path) => new(new XmlItems(Element, _at.Then(path)));

    /// <summary>Views on all elements at the path.</summary>
    private protected XmlList<T> Views<T>(XmlPath path, Func<XElement, T> lay) where T : XmlView => new(new XmlItems(Element, _at.Then(path)), lay);

    /// <summary>Views on the children of the element at the path, whatever their names; by default, foreign ones are left out.</summary>
    private protected XmlList<T> Children<T>(XmlPath path, Func<XElement, T> lay, Func<XElement, bool>? among = null) where T : XmlView =>
        new(new XmlItems(Element, _at.Then(path), among ?? (e => e.Name.Namespace == XNamespace.None)), lay);

    /// <summary>A view on the first element at the path.</summary>
    private protected T? View<T>(XmlPath path, Func<XElement, T> lay) where T : XmlView =>
        _at.Then(path).Find(Element) is { } element ? lay(element) : null;
}
