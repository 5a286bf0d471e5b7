"""The hub: a channel for each room that somebody is connected to."""

import pytest

from handlers.live.hub import Hub
from tests.live.peers import Peer, admit, said


@pytest.fixture
def hub(io_loop):
    hub = Hub()
    yield hub
    for channel in hub.channels.values():
        channel.rest()


async def test_a_room_hears_its_own_events_alone(hub):
    here, there = Peer(), Peer()
    for room_id, peer in ((1, here), (2, there)):
        admit(hub.enter(room_id, peer), peer)
    hub.deliver(1, [said(1)])
    hub.deliver(3, [said(1)])  # nobody follows it
    assert len(here.of("message_send")) == 1
    assert there.of("message_send") == []
    assert set(hub.channels) == {1, 2}


async def test_a_channel_lives_as_long_as_somebody_is_connected(hub):
    first, second = Peer(), Peer("student", 1)
    channel = hub.enter(1, first)
    assert hub.enter(1, second) is channel
    hub.leave(1, first)
    assert set(hub.channels) == {1}
    hub.leave(1, second)
    hub.leave(1, second)
    assert hub.channels == {}
    assert hub.enter(1, first) is not channel


async def test_the_end_of_the_server_tells_everybody_to_come_back(hub):
    live, joining = Peer(), Peer("student", 1)
    admit(hub.enter(1, live), live)
    hub.enter(2, joining)
    assert set(hub.connections) == {live, joining}
    hub.close()
    assert (live.closed, joining.closed) == (1012, 1012)


async def test_a_trainer_is_dismissed_from_one_room_or_from_all(hub):
    here, there, joining = Peer(trainer_id=7), Peer(trainer_id=7), Peer(trainer_id=7)
    colleague, screen, anna = Peer(trainer_id=8), Peer("screen", trainer_id=7), Peer("student", 7)
    for room_id, peer in ((1, here), (2, there), (2, colleague), (2, screen), (2, anna)):
        admit(hub.enter(room_id, peer), peer)
    hub.dismiss(7, 1)
    assert [peer.closed for peer in (here, there, colleague, screen, anna)] == [4401, None, None, None, None]
    channel = hub.enter(2, joining)  # its snapshot is being read, with the right of a moment ago
    hub.dismiss(7)
    assert (there.closed, screen.closed, joining.closed) == (4401, 4401, 4401)
    admit(channel, joining)
    assert channel.live == {colleague, anna}
    assert (colleague.closed, anna.closed) == (None, None)
    hub.dismiss(7)


async def test_two_trainers_of_a_room_are_two_members(hub):
    owner, colleague = Peer(trainer_id=7), Peer(trainer_id=8)
    channel = hub.enter(1, owner)
    hub.enter(1, colleague)
    assert channel.bucket(owner.audience) is not channel.bucket(colleague.audience)
    assert channel.bucket(owner.audience) is channel.bucket(Peer(trainer_id=7).audience)
