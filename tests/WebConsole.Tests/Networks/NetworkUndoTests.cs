using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Features.Networks.Editing;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Definitions;
using WebConsole.Tests.Operations;
using Xunit;

namespace WebConsole.Tests.Networks;

/// <summary>What is taken back of an edit and of a restart that fail, where libvirt refuses that too.</summary>
public sealed class NetworkUndoTests
{
    private const string Made = "<network><name>made</name><bridge name='virbr7'/><dns><txt name='a' value='1'/></dns><ip address='192.168.150.1' prefix='24'><dhcp><range start='192.168.150.2' end='192.168.150.99'/><host mac='52:54:00:00:00:01' ip='192.168.150.5'/></dhcp></ip></network>";
    private const string Edited = "<network><name>made</name><bridge name='virbr7'/><dns><txt name='a' value='2'/></dns><ip address='192.168.150.1' prefix='24'><dhcp><range start='192.168.150.2' end='192.168.150.50'/><host mac='52:54:00:00:00:01' ip='192.168.150.6'/></dhcp></ip></network>";

    private static readonly LibvirtException Refused = new(LibvirtErrorCode.OperationFailed, LibvirtErrorDomain.Network, "refused"), Broken = new(LibvirtErrorCode.Rpc, LibvirtErrorDomain.Rpc, "broken");

    private XElement _live = XElement.Parse(Made);

    [Fact]
    public void PartThatCantBeTakenBack_StaysAlone_AndIsNamed()
    {
        var done = Applied(Updates.Count);

        var left = Assert.Single(done.TakeBack(() => _live, update => Do(update, update.Section is NetworkSection.IPDhcpRange && update.Command is NetworkUpdateCommand.Delete ? Refused : null)));

        Assert.StartsWith("add-last ip-dhcp-range <range start=\"192.168.150.2\" end=\"192.168.150.50\"", left, StringComparison.Ordinal);
        Assert.EndsWith("(refused)", left, StringComparison.Ordinal);
        Assert.All(["value=\"1\"", "192.168.150.99", "192.168.150.50", "192.168.150.5\""], part => Assert.Contains(part, _live.ToString(), StringComparison.Ordinal));
        Assert.All(["value=\"2\"", "192.168.150.6"], part => Assert.DoesNotContain(part, _live.ToString(), StringComparison.Ordinal));
    }

    /// <summary>Nobody knows whether libvirt did what it was asked when its connection broke.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ConnectionThatBreaks_LeavesNothing(bool wasDone)
    {
        for (var at = 0; at < Updates.Count; at++)
        {
            for (var back = 0; back < Updates.Count; back++)
            {
                (_live, var calls) = (XElement.Parse(Made), 0);
                var done = Applied(at, wasDone);

                var error = Record.Exception(() => done.TakeBack(() => _live, update => Do(update, calls++ == back ? Broken : null, isDone: wasDone)));

                Assert.Equal(calls > back, error is not null);
                Assert.Empty(done.TakeBack(() => _live, update => Do(update, null)));
                Assert.Equal(Lines(Made), Lines(_live.ToString()));
            }
        }
    }

    [Fact]
    public void NetworkThatStopped_HasNothingToTakeBack() => Assert.Empty(Applied(Updates.Count).TakeBack(() => null, _ => throw Refused));

    /// <summary>The changes of an edit are checked on what others have made of the network meanwhile.</summary>
    [Fact]
    public void EditOfWhatOthersChanged_IsCheckedOnThat()
    {
        var network = TestNetworks.Named("made", "virbr7", "") with { Xml = Made };
        var edit = (EditNetwork)TestActions.Registry.Find(ObjectKind.Network, "edit")!.Create(network, TestMachines.Host("local"), new NetworkEdit(Routes: [new NewRoute("10.8.0.0/24", "192.168.150.9")]));
        var inventory = TestNetworks.Rig([network]).Inventory.Current;
        Assert.Empty(edit.Mistakes(inventory));
        edit.Change(NetworkXml.Parse(Made), inventory);

        var error = Assert.Throws<DefinitionException>(() => edit.Change(NetworkXml.Parse(Made.Replace("192.168.150.", "192.168.160.", StringComparison.Ordinal)), inventory));

        Assert.StartsWith("routes[0].gateway: ", error.Message, StringComparison.Ordinal);
        Assert.Throws<DefinitionException>(() => edit.Change(NetworkXml.Parse("<network><name>made</name><forward mode='strange'/></network>"), inventory));
    }

    [Theory]
    [InlineData("", "runs on as it was before, and the changes wait on.", "new", true)]
    [InlineData("start", "is off: it could not be brought back.", "new", false)]
    [InlineData("define old", "is off: it could not be brought back.", "new", false)]
    [InlineData("define new", "runs on as it was before, and the changes wait on.", "new", true)]
    [InlineData("define new|define new", "runs on as it was before, and the changes that waited are no longer stored", "old", true)]
    [InlineData("start|define new|define new", "is off, and the changes that waited are no longer stored", "old", false)]
    public void NetworkThatIsBroughtBack_SaysHowItStands(string fails, string outcome, string stored, bool runs)
    {
        var (failures, isActive, stands) = (fails.Split('|').ToList(), false, "new");
        var before = new BroughtBack("old", "new");

        _ = Record.Exception(() => before.Run(() => isActive, () => Call("start", () => isActive = true), () => stands, definition => Call($"define {definition}", () => stands = definition)));

        Assert.Contains(outcome, before.Outcome, StringComparison.Ordinal);
        Assert.Equal((stored, runs), (stands, isActive));

        void Call(string name, Action act)
        {
            if (failures.Remove(name))
                throw Refused;
            act();
        }
    }

    [Fact]
    public void NetworkThatIsBroughtBack_GoesOnWhereTheConnectionBroke()
    {
        var (isActive, stands, isBroken) = (false, "new", false);
        var before = new BroughtBack("old", "new");
        void Run() => before.Run(() => isActive, () => isActive = isBroken = true, () => isBroken ? throw Broken : stands, definition => stands = definition);

        Assert.Throws<LibvirtException>(Run);
        Assert.Equal(("old", true), (stands, isActive));
        isBroken = false;
        Run();

        Assert.Equal(("new", true), (stands, isActive));
        Assert.Contains("runs on as it was before, and the changes wait on", before.Outcome, StringComparison.Ordinal);
    }

    private static IReadOnlyList<NetworkUpdate> Updates => NetworkUpdates.Of(XElement.Parse(Made), XElement.Parse(Edited), XElement.Parse(Made));

    /// <summary>An edit that fails at one of its updates.</summary>
    private AppliedUpdates Applied(int failing, bool isDone = false)
    {
        var (done, at) = (new AppliedUpdates(), 0);
        _ = Record.Exception(() => done.Apply(Updates, update => Do(update, at++ == failing ? Broken : null, isDone)));
        return done;
    }

    private void Do(NetworkUpdate update, LibvirtException? error, bool isDone = false)
    {
        if (error is null || isDone)
            _live = NetworkUpdates.Applied(_live, [update]);
        if (error is not null)
            throw error;
    }

    private static IEnumerable<string> Lines(string xml) => XElement.Parse(xml).ToString().Split('\n').Select(line => line.Trim()).Order(StringComparer.Ordinal);
}
