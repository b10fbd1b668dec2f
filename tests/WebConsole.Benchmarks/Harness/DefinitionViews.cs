using System.Text;
using Libvirt.Xml;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Harness;

/// <summary>Definitions into views and back.</summary>
internal static class DefinitionViews
{
    private const int Definitions = 1000;
    private const int Size = 20_000;

    /// <summary>The CPU time is that of all threads, those of the heap and the compiler too.</summary>
    public static Figure Measure()
    {
        var xml = Definition();
        ReadAndWrite(xml);
        var before = Environment.CpuUsage.TotalTime;
        var written = ReadAndWrite(xml);
        var used = Environment.CpuUsage.TotalTime - before;
        return new Figure("definitions", used.TotalSeconds, 1, $"s of CPU for {Definitions} definitions into views and back")
        {
            Beside = $"{Encoding.UTF8.GetByteCount(xml) / 1e3:0.0} kB each, {DomainXml.Parse(xml).Devices.Count} devices; {written / 1e6:0.0} MB written; after as many to warm up",
        };
    }

    /// <summary>One of everything, and disks until it is long enough.</summary>
    private static string Definition()
    {
        var domain = DomainXml.Parse(File.ReadAllText(Repository.File("tests/Libvirt.Tests/Xml/Fixtures/domain-everything.xml")));
        var devices = domain.Element.Element("devices")!;
        for (var disk = domain.Disks[0].Element; Encoding.UTF8.GetByteCount(domain.ToXml()) < Size;)
            devices.Add(new System.Xml.Linq.XElement(disk));
        return domain.ToXml();
    }

    /// <returns>How many characters were written.</returns>
    private static long ReadAndWrite(string xml)
    {
        var written = 0L;
        for (var i = 0; i < Definitions; i++)
        {
            var domain = DomainXml.Parse(xml);
            // All devices get their views; the change is what a form does.
            domain.Title = FormattableString.Invariant($"Machine {i} with {domain.DevicesByKey().Count} devices");
            written += domain.ToXml().Length;
        }
        return written;
    }
}
