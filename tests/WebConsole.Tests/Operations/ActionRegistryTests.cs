using WebConsole.Actions;
using WebConsole.Hypervisor;
using Xunit;

namespace WebConsole.Tests.Operations;

public sealed class ActionRegistryTests
{
    [Fact]
    public void MoreActionsOfAKindThanBits_AreRefusedAtTheStart()
    {
        var some = TestActions.Registry.Of(ObjectKind.Machine).First();
        ActionRegistry Of(int count) => new(Enumerable.Range(0, count).Select(number => some with { Word = $"do-{number}" }));

        Assert.Equal(64, Of(64).All.Length);
        Assert.Throws<ArgumentException>(() => Of(65));
    }
}
