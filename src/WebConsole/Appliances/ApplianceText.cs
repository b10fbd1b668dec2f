using System.Text;
using System.Xml;
using System.Xml.Linq;
using Libvirt.Xml;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Appliances;

/// <summary>Reads XML that a user brings, within <see cref="SafeXml"/>'s limits.</summary>
internal static class ApplianceText
{
    public const int MostBytes = SafeXml.MaxLength;

    private const int LongestError = 200;

    /// <exception cref="OperationFailedException">It is longer than <see cref="MostBytes"/>.</exception>
    public static async Task<string> ReadAsync(Stream bytes, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        using var all = new MemoryStream();
        for (int read; (read = await bytes.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            if (all.Length + read > MostBytes)
                throw new OperationFailedException($"The text is longer than {Format.Bytes(MostBytes)}.", "Choose another file.");
            all.Write(buffer, 0, read);
        }
        all.Position = 0;
        // UTF-8, or what its first bytes say.
        using var reader = new StreamReader(all, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
    }

    /// <exception cref="OperationFailedException">It is not XML, or more than is read.</exception>
    public static XElement Parse(string xml)
    {
        try
        {
            return SafeXml.Parse(xml).Root!;
        }
        catch (XmlException error)
        {
            throw new OperationFailedException($"The file can't be read as XML: {CutText.To(error.Message, LongestError)}", "Choose another file.");
        }
    }
}
